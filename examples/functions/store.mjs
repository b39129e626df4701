import { NonRetriableError } from "variorum/functions";

/** The documents that there are. A real application has them in its database. */
const documents = new Map(
  Object.entries({
    refunds: "Refunds are paid within five days. They go to the card that was charged. A refund of a gift goes to the giver.",
    shipping: "Parcels leave on the day of the order. Abroad they take a week. Large parcels need a signature.",
    returns:
      "Goods can be returned within thirty days. The label for a return is in the parcel. Opened food stays with the buyer.",
  })
);

export function fetchDocument(documentId) {
  const text = documents.get(documentId);
  if (text === undefined) throw new NonRetriableError(`There is no document ${documentId}.`);
  return { documentId, text };
}

/** A text in parts of some sentences, of about `size` characters at most. */
export function chunkText(text, size = 120) {
  const chunks = [];
  for (const sentence of text.match(/[^.!?]+[.!?]*\s*/g) ?? []) {
    const last = chunks.at(-1);
    if (last !== undefined && last.length + sentence.length <= size) chunks[chunks.length - 1] = last + sentence;
    else chunks.push(sentence);
  }
  return chunks.map((chunk) => chunk.trim());
}

const dimensions = 256;

/** A text as a vector of length 1: how often each word is in it, the words hashed to so many places. */
function embed(text) {
  const vector = new Float64Array(dimensions);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    let hash = 0;
    for (const character of word) hash = (hash * 31 + character.codePointAt(0)) % 1_000_003;
    vector[hash % dimensions] += 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

const passages = [...documents].flatMap(([documentId, text]) =>
  chunkText(text, 60).map((passage) => ({ documentId, text: passage, vector: embed(passage) }))
);

/** The passages that are nearest to a question by the cosine of the angle between them, the nearest first. */
export function searchVectorStore(question, { topK }) {
  const asked = embed(question);
  return passages
    .map(({ vector, ...passage }) => ({ ...passage, score: vector.reduce((sum, value, place) => sum + value * asked[place], 0) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, topK);
}

/** Tells the analytics of an application, which read its output line by line. */
export function trackExperiment(facts) {
  console.log(JSON.stringify(facts));
}
