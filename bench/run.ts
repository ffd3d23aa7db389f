import { benchAttainment } from "./attainment.ts";
import { benchBacktest } from "./backtest.ts";
import { benchIngest } from "./ingest.ts";
import { benchPages } from "./pages.ts";
import { benchSignIn } from "./sign-in.ts";
import { benchSlowConnections } from "./slow-connections.ts";
import { benchStream } from "./stream.ts";
import { benchTopics } from "./topics.ts";
import { benchXlsx } from "./xlsx.ts";

const workloads = {
  ingest: benchIngest,
  attainment: benchAttainment,
  backtest: benchBacktest,
  pages: benchPages,
  xlsx: benchXlsx,
  "sign-in": benchSignIn,
  "slow-connections": benchSlowConnections,
  topics: benchTopics,
  stream: benchStream,
};

const number = (flag: string): number | undefined => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
};
const asked = process.argv.slice(2).filter((each) => Object.hasOwn(workloads, each));
const members = number("--members");
const records = number("--records");

if (asked.length === 0 || asked.includes("ingest"))
  await benchIngest({ ...(records === undefined ? {} : { rows: records }), ...(members === undefined ? {} : { members }) });
if (asked.length === 0 || asked.includes("attainment"))
  await benchAttainment({ ...(records === undefined ? {} : { records }), ...(members === undefined ? {} : { members }) });
if (asked.includes("backtest"))
  await benchBacktest({ ...(records === undefined ? {} : { records }), ...(members === undefined ? {} : { members }) });
if (asked.includes("pages"))
  await benchPages({ ...(records === undefined ? {} : { records }), ...(members === undefined ? {} : { members }) });
if (asked.includes("xlsx"))
  await benchXlsx({ ...(records === undefined ? {} : { rows: records }), ...(members === undefined ? {} : { members }) });
if (asked.includes("sign-in")) await benchSignIn(records === undefined ? {} : { rounds: records });
if (asked.includes("slow-connections")) await benchSlowConnections();
if (asked.includes("topics")) await benchTopics(records === undefined ? {} : { night: records });
if (asked.includes("stream")) await benchStream(records === undefined ? {} : { posts: records });
