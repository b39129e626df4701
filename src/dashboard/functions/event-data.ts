/** Reads the data of an event as somebody has typed it: JSON, an empty object where nothing is. */
export function readEventData(typed: string): { data: unknown } | { problem: string } {
  if (typed.trim() === '') return { data: {} };
  try {
    return { data: JSON.parse(typed) };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
