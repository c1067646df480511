/** A Kubernetes object as plain data. */
export type Manifest = { readonly [key: string]: unknown };
