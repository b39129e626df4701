/**
 * The first records of a CSV file (RFC 4180), from the text that it begins with: empty lines are passed over, and a record
 * counts only with the line break that ends it, or the end of the file.
 *
 * @param isWhole whether the text is all of the file.
 */
export function firstRecords(text: string, count: number, isWhole: boolean): string[][] {
  const begin = text.startsWith('\uFEFF') ? 1 : 0;
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  const endField = () => {
    record.push(field);
    field = '';
  };
  const endRecord = () => {
    endField();
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  };
  for (let at = begin; at < text.length && records.length < count; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') {
        field += character;
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') endField();
    else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
  }
  if (isWhole && records.length < count && !quoted && (field !== '' || record.length > 0)) endRecord();
  return records;
}
