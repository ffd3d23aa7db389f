const browsers = [
  ["Edge", /\bEdg(?:A|iOS)?\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Whale", /\bWhale\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
] as const;

const systems = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
] as const;

const nameIn = (list: readonly (readonly [string, RegExp])[], agent: string): string | undefined =>
  list.find(([, pattern]) => pattern.test(agent))?.[0];

/** What a browser says it is, as people call it: `Chrome, Windows`. Undefined: nothing known is in it. */
export const agentName = (agent: string): string | undefined => {
  const named = [nameIn(browsers, agent), nameIn(systems, agent)].filter((each) => each !== undefined);
  return named.length === 0 ? undefined : named.join(", ");
};
