import { Claim } from '../../core/ledger';

/** A mesh is closed once. */
export const defaultDenials = new Claim();
