package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"

	meshconfig "istio.io/api/mesh/v1alpha1"
	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/xds/endpoints"
	"istio.io/istio/pilot/test/xds"
	"istio.io/istio/pilot/test/xdstest"
	"istio.io/istio/pkg/config"
	"istio.io/istio/pkg/config/host"
	"istio.io/istio/pkg/config/mesh"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/config/schema/resource"
	kubelib "istio.io/istio/pkg/kube"
	"istio.io/istio/pkg/test"
)

// cluster state, as istiod reads it.
type objects struct {
	configs  []config.Config
	services []*corev1.Service
	kube     []runtime.Object
	ignored  []string
	warnings []string
}

// read sorts the objects by who reads them. istiod's validation runs as its webhook would.
func read(given []json.RawMessage, jwks string) (*objects, error) {
	o := &objects{}
	var faults []error
	decode := kubelib.IstioCodec.UniversalDeserializer().Decode
	for _, text := range given {
		var head crd.IstioKind
		if err := json.Unmarshal(text, &head); err != nil {
			return nil, err
		}
		kind := head.GroupVersionKind()
		name := fmt.Sprintf("%s %s/%s", kind.Kind, head.Namespace, head.Name)
		schema, known := collections.PilotGatewayAPI().FindByGroupVersionAliasesKind(resource.FromKubernetesGVK(&kind))
		switch {
		case known && strings.HasSuffix(kind.Group, "istio.io"):
			c, err := crd.ConvertObject(schema, &head, "cluster.local")
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
				continue
			}
			warning, err := schema.ValidateConfig(*c)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
			}
			if warning != nil {
				o.warnings = append(o.warnings, fmt.Sprintf("%s: %s", name, warning))
			}
			withKeys(c, jwks)
			if c.CreationTimestamp.IsZero() {
				c.CreationTimestamp = time.Unix(1_700_000_000, 0)
			}
			o.configs = append(o.configs, *c)
		case known || kind.Group == "" || kind.Group == "discovery.k8s.io":
			filled, err := withDefaults(kind.Kind, text)
			if err != nil {
				return nil, err
			}
			object, _, err := decode(filled, nil, nil)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", name, err))
				continue
			}
			if service, ok := object.(*corev1.Service); ok {
				o.services = append(o.services, service)
			}
			o.kube = append(o.kube, object)
		default:
			o.ignored = append(o.ignored, kind.Kind)
		}
	}
	slices.Sort(o.ignored)
	o.ignored = slices.Compact(o.ignored)
	return o, errors.Join(faults...)
}

// place gives addresses to Services, and makes the pods and their endpoints.
func (l *lab) place(o *objects) error {
	for i, service := range o.services {
		if service.Spec.ClusterIP == "" && service.Spec.Type != corev1.ServiceTypeExternalName {
			service.Spec.ClusterIP = l.network.service(i)
			service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
		}
	}
	for i, p := range l.job.Pods {
		o.kube = append(o.kube, kubePod(p, l.network.pod(i)))
	}
	for _, service := range o.services {
		slice, err := l.endpointSlice(service)
		if err != nil {
			return err
		}
		o.kube = append(o.kube, slice)
	}
	return nil
}

func kubePod(p pod, ip string) *corev1.Pod {
	ready := corev1.PodCondition{Type: corev1.PodReady, Status: corev1.ConditionTrue}
	object := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: p.Name, Namespace: p.Namespace, Labels: p.allLabels()},
		Spec:       corev1.PodSpec{ServiceAccountName: p.account(), NodeName: "node"},
		Status: corev1.PodStatus{
			Phase: corev1.PodRunning, PodIP: ip, PodIPs: []corev1.PodIP{{IP: ip}}, Conditions: []corev1.PodCondition{ready},
		},
	}
	for _, port := range append(slices.Clone(p.Ports), p.TCPPorts...) {
		container := &object.Spec.Containers
		if len(*container) == 0 {
			*container = []corev1.Container{{Name: "app"}}
		}
		(*container)[0].Ports = append((*container)[0].Ports, corev1.ContainerPort{ContainerPort: int32(port), Protocol: corev1.ProtocolTCP})
	}
	return object
}

func (p pod) account() string {
	if p.ServiceAccount == "" {
		return "default"
	}
	return p.ServiceAccount
}

// allLabels has what the injection of a sidecar adds.
func (p pod) allLabels() map[string]string {
	all := map[string]string{}
	for name, value := range p.Labels {
		all[name] = value
	}
	if p.Proxy == "sidecar" {
		all["security.istio.io/tlsMode"] = "istio"
	}
	return all
}

func (l *lab) endpointSlice(service *corev1.Service) (*discoveryv1.EndpointSlice, error) {
	ready := true
	slice := &discoveryv1.EndpointSlice{
		ObjectMeta: metav1.ObjectMeta{
			Name: service.Name, Namespace: service.Namespace,
			Labels: map[string]string{discoveryv1.LabelServiceName: service.Name},
		},
		AddressType: discoveryv1.AddressTypeIPv4,
	}
	for _, port := range service.Spec.Ports {
		target, err := targetPort(service, port)
		if err != nil {
			return nil, err
		}
		name, protocol, number := port.Name, corev1.ProtocolTCP, int32(target)
		slice.Ports = append(slice.Ports, discoveryv1.EndpointPort{Name: &name, Protocol: &protocol, Port: &number, AppProtocol: port.AppProtocol})
	}
	for i, p := range l.job.Pods {
		if !selects(service, p) {
			continue
		}
		target := &corev1.ObjectReference{Kind: "Pod", Name: p.Name, Namespace: p.Namespace}
		slice.Endpoints = append(slice.Endpoints, discoveryv1.Endpoint{
			Addresses: []string{l.network.pod(i)}, Conditions: discoveryv1.EndpointConditions{Ready: &ready}, TargetRef: target,
		})
	}
	return slice, nil
}

func targetPort(service *corev1.Service, port corev1.ServicePort) (int, error) {
	switch {
	case port.TargetPort.Type == intstr.String:
		return 0, fmt.Errorf("Service %s/%s: the lab knows target ports by number only, got %q", service.Namespace, service.Name, port.TargetPort.StrVal)
	case port.TargetPort.IntVal == 0:
		return int(port.Port), nil
	default:
		return int(port.TargetPort.IntVal), nil
	}
}

func selects(service *corev1.Service, p pod) bool {
	return service.Namespace == p.Namespace && len(service.Spec.Selector) > 0 &&
		labels.SelectorFromSet(service.Spec.Selector).Matches(labels.Set(p.Labels))
}

// generated is what istiod would send to one proxy.
type generated struct {
	listeners []*listener.Listener
	routes    []*route.RouteConfiguration
	clusters  []*cluster.Cluster
	endpoints []*endpoint.ClusterLoadAssignment
}

func startIstiod(t test.Failer, o *objects, meshConfig *meshconfig.MeshConfig) *xds.FakeDiscoveryServer {
	return xds.NewFakeDiscoveryServer(t, xds.FakeOptions{Configs: o.configs, KubernetesObjects: o.kube, MeshConfig: meshConfig})
}

func meshConfigOf(text json.RawMessage) (*meshconfig.MeshConfig, error) {
	if len(text) == 0 {
		return mesh.DefaultMeshConfig(), nil
	}
	return mesh.ApplyMeshConfigDefaults(string(text))
}

// waitForEndpoints returns once istiod knows every endpoint of every Service.
func (l *lab) waitForEndpoints(s *xds.FakeDiscoveryServer, services []*corev1.Service) error {
	deadline := time.Now().Add(10 * time.Second)
	for _, service := range services {
		expected := 0
		for _, p := range l.job.Pods {
			if selects(service, p) {
				expected += len(service.Spec.Ports)
			}
		}
		name := fmt.Sprintf("%s.%s.svc.cluster.local", service.Name, service.Namespace)
		for found := -1; found < expected; {
			if found = known(s, name, service.Namespace); found >= expected {
				break
			}
			if time.Now().After(deadline) {
				return fmt.Errorf("istiod knows %d of %d endpoints of %s", found, expected, name)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
	return nil
}

func known(s *xds.FakeDiscoveryServer, name, namespace string) int {
	shards, ok := s.Discovery.Env.EndpointIndex.ShardsForService(name, namespace)
	if !ok {
		return 0
	}
	shards.RLock()
	defer shards.RUnlock()
	count := 0
	for _, shard := range shards.Shards {
		count += len(shard)
	}
	return count
}

func (l *lab) generate(s *xds.FakeDiscoveryServer, i int) *generated {
	p := l.job.Pods[i]
	proxy := &model.Proxy{
		ID:              p.Name + "." + p.Namespace,
		IPAddresses:     []string{l.network.pod(i)},
		ConfigNamespace: p.Namespace,
		Labels:          p.allLabels(),
		Metadata: &model.NodeMetadata{
			Namespace: p.Namespace, Labels: p.allLabels(), ServiceAccount: p.account(), ClusterID: "Kubernetes", IstioVersion: "1.31.0",
		},
		Type: model.SidecarProxy,
	}
	switch p.Proxy {
	case "gateway":
		proxy.Type = model.Router
	case "waypoint":
		proxy.Type = model.Waypoint
	}
	proxy = s.SetupProxy(proxy)
	result := &generated{listeners: s.Listeners(proxy), clusters: s.Clusters(proxy)}
	result.routes = s.RoutesFromListeners(proxy, result.listeners)
	for _, name := range xdstest.ExtractEdsClusterNames(result.clusters) {
		builder := endpoints.NewEndpointBuilder(name, proxy, s.PushContext())
		result.endpoints = append(result.endpoints, builder.BuildClusterLoadAssignment(s.Discovery.Env.EndpointIndex))
	}
	return result
}

// conflicts are cases that istiod decides by itself and tells nobody of but its metrics.
func conflicts(s *xds.FakeDiscoveryServer) map[string][]string {
	found := map[string][]string{}
	for _, metric := range []string{
		model.ProxyStatusConflictOutboundListenerTCPOverTCP.Name(), model.ProxyStatusConflictInboundListener.Name(),
		model.DuplicatedClusters.Name(), model.DuplicatedDomains.Name(), model.DuplicatedSubsets.Name(),
	} {
		for key := range s.PushContext().ProxyStatus[metric] {
			found[metric] = append(found[metric], key)
		}
		slices.Sort(found[metric])
	}
	return found
}

// hostOf splits what istiod calls a cluster: `outbound|80|v1|checkout.shop.svc.cluster.local`.
func hostOf(clusterName string) (name host.Name, port int) {
	_, _, name, port = model.ParseSubsetKey(clusterName)
	return name, port
}
