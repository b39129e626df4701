/** How many rows are read at once. */
export const blockSize = 50;
/** How many blocks are kept at most: those nearest to what is shown. */
export const mostBlocks = 24;

interface Block<Row> {
  rows: readonly Row[];
  /** Whether the rows may have changed since they were read. They are shown until they are read again. */
  outdated: boolean;
}

interface Reading<Row> {
  /** The rows that were told of since it began, by their place in the block: what is being read may be older. */
  told: Map<number, Row>;
  outdated: boolean;
}

/**
 * Which rows of a long list are there, by their position in it, and which are still to be read: in blocks of `blockSize`, block 0
 * being the first. It reads nothing itself.
 */
export class RowBlocks<Row> {
  private readonly blocks = new Map<number, Block<Row>>();
  private readonly readings = new Map<number, Reading<Row>>();

  rowAt(position: number): Row | undefined {
    return this.blocks.get(Math.floor(position / blockSize))?.rows[position % blockSize];
  }

  /** Whether the blocks of the rows from `first` to `last` are there. */
  has(first: number, last: number): boolean {
    for (let block = Math.floor(first / blockSize); block * blockSize <= last; block += 1)
      if (!this.blocks.has(block)) return false;
    return true;
  }

  /** The blocks of the rows from `first` to `last` that are to be read: neither there as they are now, nor being read. */
  due(first: number, last: number): number[] {
    const due: number[] = [];
    for (let block = Math.floor(first / blockSize); block * blockSize <= last; block += 1)
      if (!this.readings.has(block) && this.blocks.get(block)?.outdated !== false) due.push(block);
    return due;
  }

  begin(block: number): void {
    this.readings.set(block, { told: new Map(), outdated: false });
  }

  /** Takes what was read of a block. */
  end(block: number, rows: readonly Row[]): void {
    const reading = this.readings.get(block);
    if (!reading) return;
    this.readings.delete(block);
    this.blocks.set(block, {
      rows: rows.map((row, place) => reading.told.get(place) ?? row),
      outdated: reading.outdated,
    });
  }

  /** Forgets that a block is being read. */
  giveUp(block: number): void {
    this.readings.delete(block);
  }

  /** Puts a row as it is now where its former self stands. */
  put(position: number, row: Row): void {
    const [block, place] = [Math.floor(position / blockSize), position % blockSize];
    this.readings.get(block)?.told.set(place, row);
    const held = this.blocks.get(block);
    if (held && place < held.rows.length) this.blocks.set(block, { ...held, rows: held.rows.with(place, row) });
  }

  /** Says that any row may have changed, or stand elsewhere. */
  outdate(): void {
    for (const held of this.blocks.values()) held.outdated = true;
    for (const reading of this.readings.values()) reading.outdated = true;
  }

  /** Lets go of the blocks that are furthest from a row, where there are more than are kept. */
  keepNear(position: number): void {
    const distance = (block: number) => Math.abs((block + 0.5) * blockSize - position);
    const far = [...this.blocks.keys()].sort((a, b) => distance(a) - distance(b)).slice(mostBlocks);
    for (const block of far) this.blocks.delete(block);
  }
}
