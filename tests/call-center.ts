/** A sheet of calls as a call centre keeps it, with invented people; always the same for a seed. */
export type CallCenter = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const agents = ["Becky", "Dan", "Diane", "Greg", "Jim", "Joe", "Martha", "Stewart"];
const topics = ["Contract related", "Technical support", "Payment related", "Admin support", "Streaming"];

/** Park and Miller's generator, "Random number generators: good ones are hard to find" (1988). */
const generator = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
};

/** The serial number of 1 January 2026 in a spreadsheet that counts from 1900. */
export const FIRST_SERIAL = 46_023;
/** January to March. */
export const DAYS = 90;

export const callCenter = (count: number, seed = 2026): CallCenter => {
  const random = generator(seed);
  const rows = Array.from({ length: count }, (_, index): readonly string[] => {
    const isAnswered = random(100) < 81;
    const seconds = isAnswered ? 30 + random(390) : null;
    // Nine to six, in steps of the sheet's 4 min 48 s.
    const time = (Math.round((0.375 + random(113) / 300) * 1e6) / 1e6).toString();
    return [
      `ID${String(index + 1).padStart(4, "0")}`,
      agents[random(agents.length)] ?? "",
      String(FIRST_SERIAL + Math.floor((index * DAYS) / count)),
      time,
      topics[random(topics.length)] ?? "",
      isAnswered ? "Y" : "N",
      isAnswered && random(100) < 90 ? "Y" : "N",
      isAnswered ? String(10 + random(115)) : "",
      seconds === null ? "0:00:00" : `0:${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`,
      isAnswered ? String(1 + random(5)) : "",
    ];
  });
  return {
    header: [
      "Call Id",
      "Agent",
      "Date",
      "Time",
      "Topic",
      "Answered (Y/N)",
      "Resolved",
      "Speed of answer in seconds",
      "AvgTalkDuration",
      "Satisfaction rating",
    ],
    rows,
  };
};

export const csvOf = ({ header, rows }: CallCenter): string => [header, ...rows].map((row) => row.join(",")).join("\r\n");
