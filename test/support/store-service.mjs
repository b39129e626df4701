/** Asks the vector store of the examples as a service, which sees every search, where they have it in their own process. */
export async function searchVectorStore(question, { topK }) {
  const { STORE_URL, MODEL_API_KEY } = process.env;
  const response = await fetch(STORE_URL, {
    method: 'POST',
    headers: { authorization: `Bearer ${MODEL_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ question, topK }),
  });
  if (!response.ok) throw new Error(`The store answered ${response.status}: ${await response.text()}`);
  return response.json();
}
