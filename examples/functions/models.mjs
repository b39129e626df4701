import { NonRetriableError } from "variorum/functions";

/** What every request is: one chat completion, of the API that OpenAI's clients speak, and gateways to other models too. */
async function complete({ model, messages, ...options }) {
  const { MODEL_URL, MODEL_API_KEY = "" } = process.env;
  if (!MODEL_URL) throw new NonRetriableError("Set MODEL_URL to an OpenAI-compatible API, such as https://api.openai.com/v1.");
  const response = await fetch(`${MODEL_URL}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${MODEL_API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages, ...options }),
  });
  if (!response.ok) throw new Error(`${model} answered ${response.status}: ${await response.text()}`);
  const { choices } = await response.json();
  return choices[0].message.content;
}

const ask = (model, prompt, options) => complete({ model, messages: [{ role: "user", content: prompt }], ...options });

export const callOpenAI = ({ model, prompt }) => ask(model, prompt);
export const callAnthropic = ({ model, prompt }) => ask(model, prompt);
export const callLLM = ({ prompt }) => ask("gpt-4o-mini", prompt);
export const generateResponse = ({ model, messages }) => complete({ model, messages });

export const summarize = (text) => callLLM({ prompt: `Summarize: ${text}` });
export const combineSummaries = (summaries) => callLLM({ prompt: `Make one summary of these:\n${summaries.join("\n")}` });

/** The text of a document, section by section as a schema has the model find them. */
export async function extractWithSchema(documentUrl) {
  const text = { type: "string" };
  const section = {
    type: "object",
    properties: { heading: text, text },
    required: ["heading", "text"],
    additionalProperties: false,
  };
  const schema = {
    type: "object",
    properties: { sections: { type: "array", items: section } },
    required: ["sections"],
    additionalProperties: false,
  };
  const answer = await ask("gpt-4o", `Find the sections of this document:\n${await download(documentUrl)}`, {
    response_format: { type: "json_schema", json_schema: { name: "document", strict: true, schema } },
  });
  return JSON.parse(answer)
    .sections.map(({ heading, text }) => `${heading}\n${text}`)
    .join("\n\n");
}

/** The text of a document, as the model reads it. */
export async function extractFreeform(documentUrl) {
  return ask("gpt-4o", `Give the text of this document:\n${await download(documentUrl)}`);
}

async function download(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.text();
}
