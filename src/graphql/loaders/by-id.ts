import DataLoader from 'dataloader';

/** One row by its id, or null. */
export function byIdOrNone<Row extends { id: string }>(read: (ids: string[]) => Promise<Row[]>): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const row = await rowsById(read, ids);
    return ids.map((id) => row.get(id) ?? null);
  });
}

/** One row by its id; an id that the organization has nothing of is an error, since only stored rows refer to others. */
export function byId<Row extends { id: string }>(read: (ids: string[]) => Promise<Row[]>): DataLoader<string, Row> {
  return new DataLoader(async (ids) => {
    const row = await rowsById(read, ids);
    return ids.map((id) => row.get(id) ?? unknown(id));
  });
}

/** The error for an id that has to name something of the organization, and does not. */
export function unknown(id: string): Error {
  return new Error(`There is no ${id} in the organization.`);
}

async function rowsById<Row extends { id: string }>(
  read: (ids: string[]) => Promise<Row[]>,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  return new Map((await read([...ids])).map((row) => [row.id, row]));
}
