import type { VariantEntryFragment } from './generated.js';

/** What someone wants of a variant. */
export type VariantWish = 'run' | 'branch' | 'edit' | 'delete' | 'configuration' | 'attribution';

/** Called with what is wanted. */
export type OnVariantWish = (wish: VariantWish, variant: VariantEntryFragment) => void;
