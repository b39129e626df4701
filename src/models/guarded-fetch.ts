/** A `fetch` that refuses addresses outside what the deployment allows, checked at the moment of dialling. */
export type GuardedFetch = typeof globalThis.fetch;
