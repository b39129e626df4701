import { afterId, idCursor, type PageArgs, pageOf, pageSize } from '../connections.js';
import type { RequestContext } from '../context.js';

/** From where on live experiments are wanted. @throws for what is no cursor or no size of a page. */
export function wantedLiveExperiments(args: PageArgs) {
  return { after: afterId('liveExperiment', args), limit: pageSize(args) + 1 };
}

/** The page of live experiments that is asked for, the newest first. */
export async function liveExperimentPage(args: PageArgs, { scope: { db, organizationId } }: RequestContext) {
  const { after, limit } = wantedLiveExperiments(args);
  const rows = await db.liveExperiment.findMany({
    where: { organizationId, ...(after !== null && { id: { lt: after } }) },
    orderBy: { id: 'desc' },
    take: limit,
  });
  return pageOf(rows, args, idCursor('liveExperiment'));
}
