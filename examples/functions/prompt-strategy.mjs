import { experiment } from "variorum/functions";
import { inngest } from "./client.mjs";
import { callLLM } from "./models.mjs";
import { searchVectorStore } from "./store.mjs";

export default inngest.createFunction(
  { id: "answer-question", triggers: { event: "question/asked" } },
  async ({ event, step, group }) => {
    const question = event.data.question;

    const answer = await group.experiment("prompt-strategy", {
      variants: {
        single_shot: () => step.run("single-shot", () => callLLM({ prompt: `Answer this question: ${question}` })),
        rag_pipeline: async () => {
          const chunks = await step.run("retrieve-context", () => searchVectorStore(question, { topK: 5 }));
          const context = chunks.map((c) => c.text).join("\n\n");
          return await step.run("generate-with-context", () =>
            callLLM({
              prompt: `Using this context:\n${context}\n\nAnswer: ${question}`,
            })
          );
        },
      },
      select: experiment.weighted({ single_shot: 70, rag_pipeline: 30 }),
    });

    return answer;
  }
);
