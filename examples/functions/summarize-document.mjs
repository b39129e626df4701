import { experiment } from "variorum/functions";
import { inngest } from "./client.mjs";
import { callAnthropic, callOpenAI } from "./models.mjs";
import { fetchDocument } from "./store.mjs";

export default inngest.createFunction(
  {
    id: "summarize-document",
    triggers: { event: "document/uploaded" },
  },
  async ({ event, step, group }) => {
    const doc = await step.run("fetch-document", () => fetchDocument(event.data.documentId));
    const summary = await group.experiment("model-comparison", {
      variants: {
        gpt4o: () => step.run("summarize-gpt4o", () => callOpenAI({ model: "gpt-4o", prompt: `Summarize: ${doc.text}` })),
        claude: () =>
          step.run("summarize-claude", () =>
            callAnthropic({ model: "claude-sonnet-4-20250514", prompt: `Summarize: ${doc.text}` })
          ),
      },
      select: experiment.weighted({ gpt4o: 50, claude: 50 }),
    });
    return summary;
  }
);
