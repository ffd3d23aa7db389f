import type { PreviewStage } from "../preview-opening.ts";

/** Reading a file to see what its columns are takes about as long as counting it then. */
const partOf: Readonly<Record<PreviewStage, readonly [begins: number, takes: number]>> = { reading: [0, 0.6], counting: [0.6, 0.4] };

export type ReadingTold = { readonly stage: PreviewStage; readonly share: number | null };

/** How far this process is with the files that it reads for their previews, each by the name that its sender chose. */
export class Readings {
  readonly #shares = new Map<string, number>();

  /** Reads on, telling how far it is under the name for as long as that takes. It never goes back: what is read twice is told once. */
  async during<T>(companyId: number, name: string | undefined, read: (progress: (told: ReadingTold) => void) => Promise<T>): Promise<T> {
    if (name === undefined) return read(() => undefined);
    const key = `${companyId} ${name}`;
    this.#shares.set(key, 0);
    try {
      return await read(({ stage, share }) => {
        const [begins, takes] = partOf[stage];
        this.#shares.set(key, Math.max(this.#shares.get(key) ?? 0, begins + takes * Math.min(1, share ?? 0)));
      });
    } finally {
      this.#shares.delete(key);
    }
  }

  shareOf(companyId: number, name: string): number | null {
    return this.#shares.get(`${companyId} ${name}`) ?? null;
  }
}
