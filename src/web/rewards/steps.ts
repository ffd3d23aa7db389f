import { useMutation, useQueryClient } from "@tanstack/react-query";
import { approveRewardStatements, stepRewardStatements, type RewardStatement, type RewardStepOrder } from "../client.ts";
import { useLanguage } from "../language.tsx";

export type Step = RewardStatement["may"][number];

/** Reads everything of rewards anew. */
export const useRewardsAnew = (): (() => Promise<void>) => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["rewards"] });
};

/** Takes statements a step further. */
export const useStep = () => {
  const { language } = useLanguage();
  const readAnew = useRewardsAnew();
  return useMutation({
    mutationFn: (body: RewardStepOrder) =>
      body.step.startsWith("approve") ? approveRewardStatements({ body }, { language }) : stepRewardStatements({ body }, { language }),
    onSuccess: readAnew,
  });
};
