import { Prisma } from '../../database/client.js';
import { ConflictError } from '../../failures.js';

/** What the write gives, or NAME_TAKEN where the database refused the name as a second of its kind. */
export async function unlessNameTaken<R>(noun: string, name: string, write: () => Promise<R>): Promise<R | ConflictError> {
  try {
    return await write();
  } catch (error) {
    // P2002: a unique constraint, and the name has the only one.
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
    return new ConflictError(`There is already ${noun} named "${name}". Choose another name, or change that one.`, 'NAME_TAKEN');
  }
}
