package main

import (
	"fmt"
	"slices"
	"strings"

	udpa "github.com/cncf/xds/go/udpa/type/v1"
	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	cluster "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	endpoint "github.com/envoyproxy/go-control-plane/envoy/config/endpoint/v3"
	listener "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	route "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	internal "github.com/envoyproxy/go-control-plane/envoy/extensions/bootstrap/internal_listener/v3"
	common "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/common/set_filter_state/v3"
	hcm "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	tls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/structpb"

	"istio.io/istio/pilot/pkg/xds/filters"
)

// rewriter turns what istiod sends to one proxy into a static configuration. It replaces where addresses, certificates, routes and
// endpoints come from, and nothing of what they say:
//
//   - Outbound: the original destination comes in a PROXY header instead of from the kernel's redirection.
//   - Inbound: the listener is bound to the pod's own ports; what it accepts goes to the pod's application, which listens beside.
//   - Hosts outside of the cluster are servers of the lab instead of what DNS says.
type rewriter struct {
	lab     *lab
	pod     int
	routes  map[string]*route.RouteConfiguration
	loads   map[string]*endpoint.ClusterLoadAssignment
	secrets map[string]bool
}

func (l *lab) bootstrap(i int, g *generated) (*bootstrap.Bootstrap, error) {
	r := &rewriter{
		lab: l, pod: i, routes: map[string]*route.RouteConfiguration{}, loads: map[string]*endpoint.ClusterLoadAssignment{},
		secrets: map[string]bool{},
	}
	for _, c := range g.routes {
		r.routes[c.Name] = c
	}
	for _, e := range g.endpoints {
		r.loads[e.ClusterName] = e
	}
	static := &bootstrap.Bootstrap_StaticResources{}
	for _, original := range g.listeners {
		rewritten, err := r.listener(proto.Clone(original).(*listener.Listener))
		if err != nil {
			return nil, fmt.Errorf("listener %s: %w", original.Name, err)
		}
		if rewritten != nil {
			static.Listeners = append(static.Listeners, rewritten)
		}
	}
	for _, original := range g.clusters {
		rewritten, err := r.cluster(proto.Clone(original).(*cluster.Cluster))
		if err != nil {
			return nil, fmt.Errorf("cluster %s: %w", original.Name, err)
		}
		static.Clusters = append(static.Clusters, rewritten)
	}
	secrets, err := r.staticSecrets()
	if err != nil {
		return nil, err
	}
	static.Secrets = secrets
	return r.around(static)
}

// around has what Istio's own bootstrap says about the runtime of the proxy.
func (r *rewriter) around(static *bootstrap.Bootstrap_StaticResources) (*bootstrap.Bootstrap, error) {
	flags, err := structpb.NewStruct(map[string]any{
		"re2.max_program_size.error_level":                         "32768",
		"envoy.reloadable_features.http_reject_path_with_fragment": false,
	})
	if err != nil {
		return nil, err
	}
	listeners, err := anypb.New(&internal.InternalListener{})
	if err != nil {
		return nil, err
	}
	p := r.lab.job.Pods[r.pod]
	return &bootstrap.Bootstrap{
		BootstrapExtensions: []*core.TypedExtensionConfig{{Name: "envoy.bootstrap.internal_listener", TypedConfig: listeners}},
		Node:                &core.Node{Id: p.Name + "." + p.Namespace, Cluster: p.Name},
		StaticResources:     static,
		Admin:               &bootstrap.Admin{Address: socketAddress(r.lab.network.admin(r.pod), adminPort)},
		LayeredRuntime: &bootstrap.LayeredRuntime{Layers: []*bootstrap.RuntimeLayer{
			{Name: "istio", LayerSpecifier: &bootstrap.RuntimeLayer_StaticLayer{StaticLayer: flags}},
		}},
	}, nil
}

func (r *rewriter) listener(l *listener.Listener) (*listener.Listener, error) {
	if err := r.everyMessage(l.ProtoReflect()); err != nil {
		return nil, err
	}
	address := l.GetAddress().GetSocketAddress()
	if address == nil || r.lab.job.Pods[r.pod].isGiven() {
		return l, nil
	}
	own := r.lab.network.pod(r.pod)
	switch {
	case l.Name == "virtualOutbound":
		address.Address = own
		l.ListenerFilters = append([]*listener.ListenerFilter{filters.ProxyProtocol}, l.ListenerFilters...)
	case l.Name == "virtualInbound":
		ports := r.lab.job.Pods[r.pod].allPorts()
		if len(ports) == 0 {
			return nil, nil
		}
		l.Address = socketAddress(own, ports[0])
		l.AdditionalAddresses = nil
		for _, port := range ports[1:] {
			l.AdditionalAddresses = append(l.AdditionalAddresses, &listener.AdditionalAddress{Address: socketAddress(own, port)})
		}
	case l.BindToPort == nil || l.BindToPort.Value:
		address.Address = own
		l.AdditionalAddresses = nil
	}
	return l, nil
}

func (p pod) allPorts() []int {
	return append(slices.Clone(p.Ports), p.TCPPorts...)
}

func (r *rewriter) cluster(c *cluster.Cluster) (*cluster.Cluster, error) {
	if err := r.everyMessage(c.ProtoReflect()); err != nil {
		return nil, err
	}
	if r.lab.job.Pods[r.pod].isGiven() {
		return c, nil
	}
	_, port := hostOf(c.Name)
	switch {
	case c.Name == "InboundPassthroughCluster":
		port, err := r.undescribedPort()
		if err != nil {
			return nil, err
		}
		r.toApplication(c, port)
	case strings.HasPrefix(c.Name, "inbound|"):
		r.toApplication(c, port)
	case c.GetType() == cluster.Cluster_EDS:
		load := r.loads[c.Name]
		if load == nil {
			load = &endpoint.ClusterLoadAssignment{}
		}
		load = proto.Clone(load).(*endpoint.ClusterLoadAssignment)
		load.ClusterName = c.Name
		static(c, load)
	case isDNS(c):
		load := c.LoadAssignment
		for _, locality := range load.GetEndpoints() {
			for _, e := range locality.LbEndpoints {
				address := e.GetEndpoint().GetAddress().GetSocketAddress()
				address.Address, address.PortSpecifier = r.lab.outside(address.Address, int(address.GetPortValue()))
			}
		}
		static(c, load)
	}
	return c, nil
}

func isDNS(c *cluster.Cluster) bool {
	kind := c.GetType()
	return kind == cluster.Cluster_STRICT_DNS || kind == cluster.Cluster_LOGICAL_DNS || c.GetClusterType().GetName() == "envoy.clusters.dns"
}

func static(c *cluster.Cluster, load *endpoint.ClusterLoadAssignment) {
	c.ClusterDiscoveryType = &cluster.Cluster_Type{Type: cluster.Cluster_STATIC}
	c.EdsClusterConfig = nil
	c.LoadAssignment = load
	c.DnsRefreshRate, c.DnsJitter, c.DnsFailureRefreshRate, c.DnsLookupFamily, c.RespectDnsTtl = nil, nil, nil, 0, false
}

// undescribedPort is the pod's port that no Service has: where the proxy passes through what it doesn't know.
func (r *rewriter) undescribedPort() (int, error) {
	p := r.lab.job.Pods[r.pod]
	undescribed := p.allPorts()
	for _, service := range r.lab.services {
		if !selects(service, p) {
			continue
		}
		for _, port := range service.Spec.Ports {
			target, err := targetPort(service, port)
			if err != nil {
				return 0, err
			}
			undescribed = slices.DeleteFunc(undescribed, func(other int) bool { return other == target })
		}
	}
	if len(undescribed) > 1 {
		return 0, fmt.Errorf("pod %s can have one port that no Service has, got %v", p.Name, undescribed)
	}
	return append(undescribed, discardPort)[0], nil
}

// discardPort is one on which nothing listens.
const discardPort = 9

func (r *rewriter) toApplication(c *cluster.Cluster, port int) {
	load := &endpoint.ClusterLoadAssignment{ClusterName: c.Name, Endpoints: []*endpoint.LocalityLbEndpoints{{
		LbEndpoints: []*endpoint.LbEndpoint{{HostIdentifier: &endpoint.LbEndpoint_Endpoint{
			Endpoint: &endpoint.Endpoint{Address: socketAddress(r.lab.network.app(r.pod), port)},
		}}},
	}}}
	static(c, load)
	c.LbPolicy, c.LbConfig, c.UpstreamBindConfig, c.CleanupInterval = cluster.Cluster_ROUND_ROBIN, nil, nil, nil
}

func socketAddress(ip string, port int) *core.Address {
	return &core.Address{Address: &core.Address_SocketAddress{SocketAddress: &core.SocketAddress{
		Address: ip, PortSpecifier: &core.SocketAddress_PortValue{PortValue: uint32(port)},
	}}}
}

// everyMessage rewrites what may stand anywhere: routes that would be fetched, and certificates that would be.
func (r *rewriter) everyMessage(m protoreflect.Message) error {
	switch message := m.Interface().(type) {
	case *anypb.Any:
		return r.inside(message)
	case *listener.FilterChain:
		message.Filters = slices.DeleteFunc(message.Filters, func(f *listener.Filter) bool { return onlyOfIstio(f.GetTypedConfig()) })
	case *cluster.Cluster:
		message.Filters = slices.DeleteFunc(message.Filters, func(f *cluster.Filter) bool { return onlyOfIstio(f.GetTypedConfig()) })
	case *common.FilterStateValue:
		// Istio's type of text can be hashed too, for which pools of connections use it.
		if message.FactoryKey == "istio.hashable_string" {
			message.FactoryKey = "envoy.string"
		}
	case *hcm.HttpConnectionManager:
		message.HttpFilters = slices.DeleteFunc(message.HttpFilters, func(f *hcm.HttpFilter) bool { return onlyOfIstio(f.GetTypedConfig()) })
		if rds := message.GetRds(); rds != nil {
			routes := r.routes[rds.RouteConfigName]
			if routes == nil {
				return fmt.Errorf("istiod has no route configuration %q", rds.RouteConfigName)
			}
			message.RouteSpecifier = &hcm.HttpConnectionManager_RouteConfig{RouteConfig: routes}
		}
	case *core.SocketAddress:
		address, err := r.lab.addressOf(message.Address)
		message.Address = address
		return err
	case *tls.SdsSecretConfig:
		r.secrets[message.Name] = true
		message.SdsConfig = nil
		return nil
	}
	var fault error
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.IsMap() && field.MapValue().Message() != nil:
			value.Map().Range(func(_ protoreflect.MapKey, v protoreflect.Value) bool {
				fault = r.everyMessage(v.Message())
				return fault == nil
			})
		case field.IsList() && field.Message() != nil:
			for i := 0; i < value.List().Len() && fault == nil; i++ {
				fault = r.everyMessage(value.List().Get(i).Message())
			}
		case !field.IsMap() && field.Message() != nil:
			fault = r.everyMessage(value.Message())
		}
		return fault == nil
	})
	return fault
}

// onlyOfIstio says whether a filter exchanges telemetry by what only Istio's build of Envoy has: a waypoint's can't be switched off.
func onlyOfIstio(packed *anypb.Any) bool {
	var typed udpa.TypedStruct
	if packed == nil || packed.UnmarshalTo(&typed) != nil {
		return false
	}
	return slices.Contains([]string{
		filters.PeerMetadataTypeURL, filters.HBONEListenerPeerMetadataTypeURL, filters.HBONEClusterPeerMetadataTypeURL,
	}, typed.TypeUrl)
}

func (r *rewriter) inside(packed *anypb.Any) error {
	message, err := packed.UnmarshalNew()
	if err != nil {
		return fmt.Errorf("%s: %w", packed.TypeUrl, err)
	}
	if err := r.everyMessage(message.ProtoReflect()); err != nil {
		return err
	}
	packed.Value, err = proto.MarshalOptions{Deterministic: true}.Marshal(message)
	return err
}

func (r *rewriter) staticSecrets() ([]*tls.Secret, error) {
	var secrets []*tls.Secret
	for name := range r.secrets {
		secret := &tls.Secret{Name: name}
		if isAuthority(name) {
			secret.Type = &tls.Secret_ValidationContext{ValidationContext: &tls.CertificateValidationContext{TrustedCa: inline(r.lab.authority.pem)}}
		} else {
			pair, err := r.keyPair(name)
			if err != nil {
				return nil, err
			}
			secret.Type = &tls.Secret_TlsCertificate{TlsCertificate: &tls.TlsCertificate{
				CertificateChain: inline(pair.chain), PrivateKey: inline(pair.key),
			}}
		}
		secrets = append(secrets, secret)
	}
	slices.SortFunc(secrets, func(a, b *tls.Secret) int { return strings.Compare(a.Name, b.Name) })
	return secrets, nil
}

func isAuthority(name string) bool {
	return name == "ROOTCA" || strings.HasPrefix(name, "file-root:") || strings.HasSuffix(name, "-cacert")
}

func identity(p pod) string {
	return fmt.Sprintf("spiffe://cluster.local/ns/%s/sa/%s", p.Namespace, p.account())
}

// keyPair is the identity of the pod, or the certificate of a Secret that a gateway names.
func (r *rewriter) keyPair(name string) (keyPair, error) {
	p := r.lab.job.Pods[r.pod]
	if name == "default" {
		return r.lab.authority.issue(nil, identity(p))
	}
	if strings.HasPrefix(name, "spiffe://") {
		return r.lab.authority.issue(nil, name)
	}
	if host, found := strings.CutPrefix(name, "dns://"); found {
		return r.lab.authority.issue([]string{host}, "")
	}
	secret, found := strings.CutPrefix(name, "kubernetes://")
	if !found {
		return keyPair{}, fmt.Errorf("the lab has no certificate %q", name)
	}
	hosts, given := r.lab.job.Certificates[secret]
	if !given {
		hosts = []string{secret}
	}
	return r.lab.authority.issue(hosts, "")
}

func inline(data []byte) *core.DataSource {
	return &core.DataSource{Specifier: &core.DataSource_InlineBytes{InlineBytes: data}}
}
