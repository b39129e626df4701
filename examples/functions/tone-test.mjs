import { experiment } from "variorum/functions";
import { inngest } from "./client.mjs";
import { callLLM } from "./models.mjs";
import { trackExperiment } from "./store.mjs";

export default inngest.createFunction(
  { id: "answer-in-tone", triggers: { event: "query/received" } },
  async ({ event, step, group }) => {
    const userQuery = event.data.query;

    const outcome = await group.experiment("tone-test", {
      variants: {
        concise: () => step.run("concise-prompt", () => callLLM({ prompt: "Be brief. " + userQuery })),
        detailed: () =>
          step.run("detailed-prompt", () => callLLM({ prompt: "Be thorough and explain your reasoning. " + userQuery })),
      },
      select: experiment.weighted({ concise: 50, detailed: 50 }),
      withVariant: true,
    });
    await step.run("log-experiment", () =>
      trackExperiment({
        experiment: "tone-test",
        variant: outcome.variant,
        responseLength: outcome.result.length,
      })
    );

    return outcome;
  }
);
