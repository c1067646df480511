import type { IConstruct } from 'constructs';

/** The construct in the user's program to which a resource or construct belongs. */
export function ownerOf(resource: IConstruct): IConstruct {
  const { scope, id } = resource.node;
  return scope && id === 'Resource' ? scope : resource;
}
