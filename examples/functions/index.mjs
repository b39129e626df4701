export { default as assistantModel } from "./assistant-model.mjs";
export { default as documentPipeline } from "./ai-document-pipeline.mjs";
export { default as promptStrategy } from "./prompt-strategy.mjs";
export { default as summarizeDocument } from "./summarize-document.mjs";
export { default as toneTest } from "./tone-test.mjs";
