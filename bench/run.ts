import { benchAttainment } from "./attainment.ts";

const number = (flag: string): number | undefined => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
};

const records = number("--records");
const members = number("--members");
await benchAttainment({ ...(records === undefined ? {} : { records }), ...(members === undefined ? {} : { members }) });
