import { LoadBalancing, Locality, MeshFeature, TrafficPolicy } from '../../../lib';
import { faultOf, objectOf } from './meshes';

const outlierEjection = { consecutiveErrors: 5 };
const [first, second] = ['westeurope/westeurope-1', 'westeurope/westeurope-2'];

describe('locality', () => {
  test('is a setting of the load balancer on Istio, beside its algorithm', () => {
    for (const mesh of ['Istio', 'managed Istio', 'Istio ambient']) {
      const loadBalancer = (intents: object) =>
        objectOf(mesh, intents, 'DestinationRule').spec.trafficPolicy.loadBalancer;
      expect(loadBalancer({ locality: Locality.zoneFirst(), outlierEjection })).toEqual({
        localityLbSetting: { enabled: true },
      });
      expect(loadBalancer({ locality: Locality.anyZone(), loadBalancing: LoadBalancing.random() })).toEqual({
        simple: 'RANDOM',
        localityLbSetting: { enabled: false },
      });
      const to = [
        { place: first, percent: 80 },
        { place: second, percent: 20 },
      ];
      expect(loadBalancer({ locality: Locality.distribute([{ from: first, to }]) })).toEqual({
        localityLbSetting: { enabled: true, distribute: [{ from: first, to: { [first]: 80, [second]: 20 } }] },
      });
    }
  });

  test('prefers a zone only with ejection, which a preset may have', () => {
    const locality = Locality.zoneFirst();
    const text =
      "MeshService 'platform/Checkout': locality must come with outlierEjection, without which zoneFirst has no effect. Set outlierEjection, or use " +
      'a policy that has it.';
    expect(faultOf('Istio', { locality })).toBe(text);
    const policy = TrafficPolicy.webDefault();
    expect(objectOf('Istio', { locality, policy }, 'DestinationRule').spec.trafficPolicy.loadBalancer).toEqual({
      localityLbSetting: { enabled: true },
    });
    const without = TrafficPolicy.webDefault({ without: [MeshFeature.OUTLIER_EJECTION] });
    expect(faultOf('Istio', { locality, policy: without })).toBe(text);
  });

  test('distributes by places, in shares that are 100 together', () => {
    const locality = Locality.distribute([
      {
        from: first,
        to: [
          { place: first, percent: 80 },
          { place: first, percent: 30 },
        ],
      },
      { from: first, to: [{ place: 'zone 1', percent: 100.5 }] },
      { from: 'westeurope', to: [] },
    ]);
    expect(faultOf('Istio', { locality })).toBe(
      "MeshService 'platform/Checkout' has 8 faults:\n" +
        '- locality.distributions[0].to[1].place must be named once, got westeurope/westeurope-1. Add the shares up.\n' +
        '- locality.distributions[0].to must add up to 100 percent, got 110. Change the shares.\n' +
        '- locality.distributions[1].from must be named once, got westeurope/westeurope-1. Put its places together.\n' +
        '- locality.distributions[1].to[0].place must be a region and a zone, got "zone 1". For example, use westeurope/westeurope-1.\n' +
        '- locality.distributions[1].to[0].percent must be a whole number of 0 to 100 percent, got 100.5. Use a number in 0 to 100 percent.\n' +
        '- locality.distributions[1].to must add up to 100 percent, got 100.5. Change the shares.\n' +
        '- locality.distributions[2].from must be a region and a zone, got westeurope. For example, use westeurope/westeurope-1.\n' +
        "- locality.distributions[2].to must be set. For example, use [{ place: 'westeurope/westeurope-1', percent: 100 }].",
    );
    expect(faultOf('Istio', { locality: Locality.distribute([]) })).toContain(
      'locality.distributions must not be empty. Leave it out.',
    );
  });

  test.each(['Linkerd', 'Open Service Mesh', 'Consul'])('is an error on %s', (mesh) => {
    expect(faultOf(mesh, { locality: Locality.anyZone() })).toContain(
      `locality must be left out on ${mesh}, which doesn't support this feature (locality). Istio, Istio ambient and managed Istio can`,
    );
  });
});
