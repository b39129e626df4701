import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { applyOverrides, verify, WebhookVerificationError } from 'variorum/webhook';

const { PORT = '3000', WEBHOOK_SECRET = '', SLOW_MODEL, VARIORUM_URL, VARIORUM_API_KEY } = process.env;
/** The two inference steps, as they are configured in production. */
const production = { classifier: { model: 'small', temperature: 0.7 }, response_generator: { model: 'small' } };
/** What they do. A real application calls a language model here; this one's classifier fails when it is hot. */
const work = {
  classifier: ({ temperature }, text) => (temperature > 0.5 && text.length % 3 === 0 ? 'other' : text.split(' ')[0]),
  response_generator: ({ model }, topic) => `${model === 'large' ? 'All' : 'Some'} about your ${topic}.`,
};

function answer({ input, experiment: { overrides } }) {
  const step = (externalId, given) => {
    const config = applyOverrides(production[externalId], externalId, overrides);
    return { externalId, input: given, output: work[externalId](config, given) };
  };
  const topic = step('classifier', input.text);
  const reply = step('response_generator', topic.output);
  return { output: { topic: topic.output, reply: reply.output }, steps: [topic, reply] };
}

async function submitTestResult(input) {
  const query = 'mutation ($input: SubmitTestResultInput!) { submitTestResult(input: $input) { ... on Error { message } } }';
  const headers = { authorization: `Bearer ${VARIORUM_API_KEY}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables: { input } });
  const { data, errors } = await (await fetch(`${VARIORUM_URL}/graphql`, { method: 'POST', headers, body })).json();
  if (errors || data.submitTestResult.message) throw new Error(errors?.[0].message ?? data.submitTestResult.message);
}

const server = createServer(async (request, response) => {
  const end = (status, body = {}) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  try {
    const message = verify({ headers: request.headers, body: await buffer(request) }, WEBHOOK_SECRET.split(' '));
    if (!('experiment' in message)) return end(200);
    const { model } = applyOverrides(production.response_generator, 'response_generator', message.experiment.overrides);
    if (model !== SLOW_MODEL) return end(200, answer(message));
    end(202);
    await submitTestResult({ testId: message.testId, ...answer(message) });
  } catch (error) {
    console.error(error.message);
    if (!response.headersSent) end(error instanceof WebhookVerificationError ? 401 : 500);
  }
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
