import { parseAllDocuments } from 'yaml';
import { type Attributes, Planned } from '../../support/planned';

/** All objects that the releases of a program apply, as `KubernetesManifests` has them in its values. */
export function objectsOf(planned: Planned): Attributes[] {
  return Object.values(planned.all('helm_release')).flatMap(({ values = [] }) =>
    (values as string[]).flatMap((text) => {
      const [document] = parseAllDocuments(text);
      return (document?.toJS() as Attributes | undefined)?.manifests ?? [];
    }),
  );
}

/** The objects of a program that consists of what `build` makes. */
export function objectsBy(build: Parameters<typeof Planned.by>[0]): Attributes[] {
  return objectsOf(Planned.by(build));
}
