/**
 * The body of a request whose variables hold files (the GraphQL multipart request specification); null where none does.
 * A file that is backed by a path, such as one of `openAsBlob`, is read while it is sent.
 */
export function multipartBody(query: string, variables: unknown): FormData | null {
  const files: { path: string; file: Blob }[] = [];
  const withoutFiles = takeFiles(variables, 'variables', files);
  if (files.length === 0) return null;
  const form = new FormData();
  form.append('operations', JSON.stringify({ query, variables: withoutFiles }));
  form.append('map', JSON.stringify(Object.fromEntries(files.map(({ path }, place) => [place, [path]]))));
  for (const [place, { file }] of files.entries()) form.append(String(place), file, nameOf(file));
  return form;
}

/** The value with null in the place of each file, as the specification wants it. */
function takeFiles(value: unknown, path: string, files: { path: string; file: Blob }[]): unknown {
  if (value instanceof Blob) {
    files.push({ path, file: value });
    return null;
  }
  if (Array.isArray(value)) return value.map((element, place) => takeFiles(element, `${path}.${place}`, files));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, takeFiles(inner, `${path}.${key}`, files)]));
}

function nameOf(file: Blob): string {
  return 'name' in file && typeof file.name === 'string' ? file.name : 'file';
}
