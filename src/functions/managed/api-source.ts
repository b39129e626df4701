import { isJsonObject } from '../../json.js';
import { createClient } from '../../sdk/client.js';
import type { ManagedSource } from './settings-cache.js';
import type { LiveSettings } from './snapshot.js';

/** What was set in the graph, as the API tells of it. */
export function apiSource(server: { url: string; apiKey: string }): ManagedSource {
  return {
    async read(names, signal) {
      const client = createClient({ ...server, fetch: (input, init) => fetch(input, { ...init, signal }) });
      try {
        const live = await Promise.all(names.map((name) => client.liveSettings({ name })));
        return new Map(names.map((name, place) => [name, settingsOf(live[place]?.variants ?? [])]));
      } finally {
        await client.close();
      }
    },
  };
}

function settingsOf(variants: readonly { name: string; promotedWeight: number | null; configuration: unknown }[]): LiveSettings {
  return {
    weights: Object.fromEntries(
      variants.flatMap(({ name, promotedWeight }) => (promotedWeight === null ? [] : [[name, promotedWeight]])),
    ),
    configurations: Object.fromEntries(
      variants.flatMap(({ name, configuration }) => (isJsonObject(configuration) ? [[name, configuration]] : [])),
    ),
  };
}
