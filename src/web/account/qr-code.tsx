import makeCode from "qrcode-generator";
import { useMemo } from "react";

const quiet = 4;

/** A QR code as one path, black on white in either theme: some readers see no other. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = useMemo(() => {
    const code = makeCode(0, "M");
    code.addData(text, "Byte");
    code.make();
    const count = code.getModuleCount();
    const places = Array.from({ length: count }, (_, at) => at);
    const dark = places.flatMap((row) =>
      places.flatMap((column) => (code.isDark(row, column) ? [`M${column + quiet} ${row + quiet}h1v1h-1z`] : [])),
    );
    return { size: count + 2 * quiet, path: dark.join("") };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-44 shrink-0 rounded-control border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
