/** A mesh is closed once. */
export const defaultDenyClaim = 'mesh default deny';
