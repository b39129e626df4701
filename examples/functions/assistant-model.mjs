import { experiment } from "variorum/functions";
import { inngest } from "./client.mjs";
import { generateResponse } from "./models.mjs";

export default inngest.createFunction(
  { id: "assistant-reply", triggers: { event: "assistant/message" } },
  async ({ event, step, group }) => {
    const conversation = event.data.conversation;

    const response = await group.experiment("assistant-model", {
      variants: {
        current: () => step.run("current-model", () => generateResponse({ model: "gpt-4o", messages: conversation })),
        candidate: () => step.run("candidate-model", () => generateResponse({ model: "gpt-4o-mini", messages: conversation })),
      },
      select: experiment.bucket(event.data.userId, {
        weights: { current: 90, candidate: 10 },
      }),
    });

    return response;
  }
);
