import type { Page, Route } from 'playwright-core';

export function rowOf(page: Page, position: number) {
  return page.locator(`[data-position="${position}"]`);
}

export function cellOf(page: Page, position: number, column: number) {
  return rowOf(page, position).getByRole('gridcell').nth(column);
}

/** Holds back the answers to an operation, until they are given, or made failures. */
export async function heldBack(page: Page, operationName: string) {
  const held: Route[] = [];
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  await page.route('**/graphql', (route) => {
    const asked = route.request().postDataJSON() as { operationName: string };
    if (asked.operationName !== operationName) return route.continue();
    held.push(route);
    begin();
  });
  const end = async (then: (route: Route) => Promise<void>) => {
    await begun;
    await Promise.all(held.map(then));
    await page.unroute('**/graphql');
  };
  return {
    answer: () => end((route) => route.continue()),
    fail: (message: string) =>
      end((route) => route.fulfill({ json: { data: { experiment: null }, errors: [{ message, path: ['experiment'] }] } })),
  };
}
