import { fullnessOf, type Shared } from "./text.ts";

const width = 720;
const line = 40;
const head = 64;
const pad = 28;
const colours = { page: "#ffffff", ink: "#1b1d21", muted: "#5c626b", track: "#e9eaec", bar: "#2f5bd7" };

/** The same as a picture, as large as a chat room shows it: the quota bar of each, the target a hairline at its end. */
export const pictureOf = async ({ title, lines, more }: Shared): Promise<Blob | null> => {
  const canvas = document.createElement("canvas");
  const height = head + lines.length * line + (more === "" ? 0 : line) + pad / 2;
  canvas.width = width * 2;
  canvas.height = height * 2;
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  const font = (weight: number, size: number) => `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  pen.scale(2, 2);
  pen.fillStyle = colours.page;
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "middle";
  const write = (
    text: string,
    { x, y, most, colour, align = "left" }: { x: number; y: number; most: number; colour: string; align?: CanvasTextAlign },
  ) => {
    pen.fillStyle = colour;
    pen.textAlign = align;
    pen.fillText(text, x, y, most);
  };
  pen.font = font(650, 20);
  write(title, { x: pad, y: head / 2 + 4, most: width - 2 * pad, colour: colours.ink });
  const bar = { x: 230, width: 320 };
  lines.forEach((each, index) => {
    const y = head + index * line + line / 2;
    pen.font = font(500, 16);
    write(each.name, { x: pad, y, most: bar.x - pad - 12, colour: colours.ink });
    const fullness = fullnessOf(each);
    if (fullness !== null) {
      pen.fillStyle = colours.track;
      pen.fillRect(bar.x, y - 6, bar.width, 12);
      pen.fillStyle = colours.bar;
      pen.fillRect(bar.x, y - 6, bar.width * fullness, 12);
      pen.fillStyle = colours.ink;
      pen.fillRect(bar.x + bar.width - 0.5, y - 9, 1, 18);
    }
    write(each.figures, { x: width - pad, y, most: width - pad - bar.x - bar.width - 12, colour: colours.ink, align: "right" });
  });
  pen.font = font(400, 14);
  if (more !== "") write(more, { x: pad, y: head + lines.length * line + line / 2, most: width - 2 * pad, colour: colours.muted });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};
