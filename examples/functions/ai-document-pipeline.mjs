import { experiment } from "variorum/functions";
import { inngest } from "./client.mjs";
import { combineSummaries, extractFreeform, extractWithSchema, summarize } from "./models.mjs";
import { chunkText } from "./store.mjs";

export default inngest.createFunction(
  {
    id: "ai-document-pipeline",
    triggers: { event: "document/process" },
  },
  async ({ event, step, group }) => {
    const userId = event.data.userId;
    const extraction = await group.experiment("extraction-model", {
      variants: {
        structured: () => step.run("structured-extract", () => extractWithSchema(event.data.documentUrl)),
        freeform: () => step.run("freeform-extract", () => extractFreeform(event.data.documentUrl)),
      },
      select: experiment.bucket(`${userId}:extraction`),
      withVariant: true,
    });
    const summary = await group.experiment("summary-approach", {
      variants: {
        map_reduce: async () => {
          const chunks = await step.run("chunk-document", () => chunkText(extraction.result));
          const partials = await step.run("summarize-chunks", () => Promise.all(chunks.map((c) => summarize(c))));
          return await step.run("combine-summaries", () => combineSummaries(partials));
        },
        single_pass: () => step.run("single-pass-summary", () => summarize(extraction.result)),
      },
      select: experiment.bucket(`${userId}:summary`),
      withVariant: true,
    });
    return { extraction, summary };
  }
);
