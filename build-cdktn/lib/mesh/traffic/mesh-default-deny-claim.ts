import { Claim } from '../../core/ledger';

/** At most one `MeshDefaultDeny` per mesh. */
export const defaultDenials = new Claim();
