import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { changed } from "../search.ts";
import { buttonClass } from "../ui/button.tsx";
import { useFormats } from "../formats.tsx";
import type { Leaderboard } from "./api.ts";
import { usePlaceWords } from "./figures.ts";
import { PlaceBar } from "./place-bar.tsx";

/** As many as can be read from across a room. */
const PLACES = 8;
const secondsEach = 15;

type Sentinel = { readonly release: () => Promise<void> };

/** Keeps the screen from going dark while it is looked at; where the browser cannot, the system's settings hold. */
const useAwake = () =>
  useEffect(() => {
    let held: Sentinel | undefined;
    const hold = () => {
      const { wakeLock } = navigator as { readonly wakeLock?: { readonly request: (type: "screen") => Promise<Sentinel> } }; // not in every browser
      if (document.visibilityState !== "visible" || wakeLock === undefined) return;
      wakeLock.request("screen").then(
        (sentinel) => (held = sentinel),
        () => undefined,
      );
    };
    hold();
    // It is let go of whenever the page is out of sight, as when the machine sleeps.
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void held?.release();
    };
  }, []);

/** A board for a room: large, without anything to press but for who comes by the keyboard, one number after the other. */
export const Tv = ({ board, onMetric }: { board: Leaderboard; onMetric: (metric: string) => void }) => {
  const t = useTranslations("board");
  const { name, amount } = useFormats();
  const words = usePlaceWords(board);
  const navigate = useNavigate();
  const [isPaused, setPaused] = useState(false);
  useAwake();
  const { metrics, metric, places } = board;
  useEffect(() => {
    if (isPaused || metrics.length < 2) return;
    const next = metrics[(metrics.findIndex(({ id }) => id === metric.id) + 1) % metrics.length];
    const timer = setTimeout(() => next !== undefined && onMetric(next.id), secondsEach * 1000);
    return () => clearTimeout(timer);
  }, [isPaused, metrics, metric.id, onMetric]);
  const leave = useCallback(
    () => void navigate({ to: "/board", search: (view) => changed(view, { tv: undefined, metric: undefined }) }),
    [navigate],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && leave();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [leave]);
  const most = places[0]?.credited ?? 0;
  const key = "absolute bottom-8 opacity-0 focus-visible:opacity-100";
  return (
    <main
      id="content"
      tabIndex={-1}
      aria-label={t("title")}
      className="fixed inset-0 z-50 flex flex-col gap-[2.5vh] overflow-hidden bg-background px-[4vw] py-[4vh]"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-[3vw]">
        <h1 className="text-[clamp(1.5rem,4.6vh,4rem)] leading-tight font-strong">{name(metric.name)}</h1>
        <p className="text-[clamp(1rem,2.8vh,2.4rem)] text-muted">
          {name(board.period.label)} · {t(board.by)}
        </p>
      </header>
      <ol className="flex flex-1 flex-col">
        {places.slice(0, PLACES).map((place) => (
          <li
            key={place.member}
            className="grid max-h-[18vh] flex-1 grid-cols-[minmax(1.5em,auto)_minmax(0,1fr)_auto] content-center items-center gap-x-[2vw] gap-y-[0.8vh] text-[clamp(1.1rem,4vh,3.6rem)] leading-tight"
          >
            <span className="text-muted">
              <span aria-hidden>{place.rank}</span>
              <span className="sr-only">{words.rank(place)}</span>
            </span>
            <span className="truncate font-medium">{name(place.memberName)}</span>
            <span>
              <span className="font-strong">{amount(metric, place.credited)}</span>
              {place.target !== null && <span className="text-muted"> / {amount(metric, place.target)}</span>}
            </span>
            <span className="col-start-2 col-end-4">
              <PlaceBar place={place} most={most} size="screen" />
            </span>
          </li>
        ))}
      </ol>
      <button type="button" onClick={() => setPaused(!isPaused)} className={buttonClass("plain", `${key} right-56`)}>
        {t(isPaused ? "tvGoOn" : "tvPause")}
      </button>
      <button type="button" onClick={leave} className={buttonClass("plain", `${key} right-8`)}>
        {t("tvLeave")}
      </button>
    </main>
  );
};
