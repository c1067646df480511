import type { IConstruct } from 'constructs';

/** The construct that users wrote, of a resource or of the construct itself. */
export function ownerOf(resource: IConstruct): IConstruct {
  const { scope, id } = resource.node;
  return scope && id === 'Resource' ? scope : resource;
}
