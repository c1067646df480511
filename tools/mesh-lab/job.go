package main

import (
	"encoding/json"
	"fmt"
	"slices"
)

// job is a cluster in small, and what is sent through it.
type job struct {
	// Envoy is the path of the Envoy binary.
	Envoy string `json:"envoy"`
	// Seconds is the limit for the whole job.
	Seconds int `json:"seconds"`
	// Objects are Kubernetes and mesh objects as they would be applied.
	Objects []json.RawMessage `json:"objects"`
	// MeshConfig is what istiod reads from its ConfigMap.
	MeshConfig json.RawMessage `json:"meshConfig"`
	Pods       []pod           `json:"pods"`
	// Externals are servers outside of the cluster.
	Externals []external `json:"externals"`
	// Certificates are DNS names by the name of a gateway's Secret.
	Certificates map[string][]string `json:"certificates"`
	Probes       []probe             `json:"probes"`
	// ValidateOnly makes Envoy check the configurations and run none.
	ValidateOnly bool `json:"validateOnly"`
}

type pod struct {
	Name           string            `json:"name"`
	Namespace      string            `json:"namespace"`
	Labels         map[string]string `json:"labels"`
	ServiceAccount string            `json:"serviceAccount"`
	Ports          []int             `json:"ports"`
	// TCPPorts are ports on which the server speaks first, with a greeting.
	TCPPorts []int `json:"tcpPorts"`
	// TLS are DNS names of the application's certificate, if it terminates TLS on Ports itself.
	TLS []string `json:"tls"`
	// Proxy is `sidecar`, `gateway`, `waypoint`, `node` for a pod whose calls a node's proxy takes to the waypoint of the callee, `given`
	// for a sidecar whose configuration is Config, or empty for a pod outside of the mesh.
	Proxy   string    `json:"proxy"`
	Answers behaviour `json:"answers"`
	// Config is static_resources of Envoy. Addresses in it are `pod/NAME` and `app/NAME`: a pod with its proxy, and its application.
	// Certificates are named by the identity that they prove, `spiffe://...` or `dns://...`, and the authority is ROOTCA.
	Config json.RawMessage `json:"config"`
}

type external struct {
	Host    string    `json:"host"`
	Port    int       `json:"port"`
	TCP     bool      `json:"tcp"`
	TLS     bool      `json:"tls"`
	Answers behaviour `json:"answers"`
}

// behaviour is how a backend answers HTTP requests.
type behaviour struct {
	// Status is 200 where it is left out.
	Status  int `json:"status"`
	DelayMs int `json:"delayMs"`
	// FailFirst is how many attempts of each request are answered with FailStatus.
	FailFirst  int `json:"failFirst"`
	FailStatus int `json:"failStatus"`
	// GrpcStatus is answered to gRPC calls.
	GrpcStatus int `json:"grpcStatus"`
}

// probe is a number of requests that are alike.
type probe struct {
	Name string `json:"name"`
	// From is the name of a pod; empty for a client outside of the cluster.
	From string `json:"from"`
	// To is a host and port: a name of a Service, an external host, `pod/NAME:PORT`, or an address that only a sidecar knows.
	To string `json:"to"`
	// Scheme is http, h2c, https, grpc, tcp or tls.
	Scheme  string            `json:"scheme"`
	Host    string            `json:"host"`
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Headers map[string]string `json:"headers"`
	// Vary is a header whose value is different in each request; `{n}` is the request's number.
	Vary map[string]string `json:"vary"`
	// Jwt is put into the header Authorization, signed by the key of the lab.
	Jwt map[string]any `json:"jwt"`
	// Host is that of `To` where it is left out; so is Sni, which is Host otherwise.
	Sni        string   `json:"sni"`
	Alpn       []string `json:"alpn"`
	TLSVersion string   `json:"tlsVersion"`
	Count      int      `json:"count"`
	Parallel   int      `json:"parallel"`
	PauseMs    int      `json:"pauseMs"`
	TimeoutMs  int      `json:"timeoutMs"`
	// Reuse sends all requests over one connection.
	Reuse bool `json:"reuse"`
	// Stats is a regular expression: counters of the caller's Envoy (or of the proxy of `StatsOf`) that are reported.
	Stats   string `json:"stats"`
	StatsOf string `json:"statsOf"`
}

type report struct {
	// Ignored are kinds that istiod doesn't read.
	Ignored []string `json:"ignored"`
	// Warnings are those of istiod's validation.
	Warnings []string               `json:"warnings"`
	Probes   map[string]probeReport `json:"probes"`
	// Conflicts are what istiod left out, or had to choose between: keys by the name of its metric.
	Conflicts map[string][]string `json:"conflicts"`
	// Proxies have the names of listeners, routes and clusters that istiod made.
	Proxies map[string]proxyReport `json:"proxies"`
}

type proxyReport struct {
	Listeners []string `json:"listeners"`
	Clusters  []string `json:"clusters"`
}

type probeReport struct {
	Answers []answer `json:"answers"`
	// Received counts the requests that reached a backend, retries and mirrored ones included.
	Received map[string]int     `json:"received"`
	Stats    map[string]float64 `json:"stats,omitempty"`
}

type answer struct {
	Status int `json:"status,omitempty"`
	// By is the pod or external host that answered; over TCP, that answered what the client said.
	By       string `json:"by,omitempty"`
	Attempts int    `json:"attempts"`
	Ms       int64  `json:"ms"`
	Error    string `json:"error,omitempty"`
	// Text is the greeting of a TCP server, or an answer that no backend gave.
	Text       string            `json:"text,omitempty"`
	TLSVersion string            `json:"tlsVersion,omitempty"`
	Headers    map[string]string `json:"headers,omitempty"`
	// Request is what the backend saw.
	Request map[string]string `json:"request,omitempty"`
}

// hasEnvoy says whether the lab runs an Envoy for the pod.
func (p pod) hasEnvoy() bool {
	return p.Proxy != "" && p.Proxy != "node"
}

// isGiven says whether the proxy's configuration comes with the job, and not of istiod.
func (p pod) isGiven() bool { return p.Proxy == "given" }

// hasSidecar says whether a proxy stands before the application and takes its calls.
func (p pod) hasSidecar() bool { return p.Proxy == "sidecar" || p.isGiven() }

func (j *job) check() error {
	names := map[string]bool{}
	for _, p := range j.Pods {
		if p.Name == "" || p.Namespace == "" || names[p.Name] {
			return fmt.Errorf("pod %q must have a namespace and a name of its own", p.Name)
		}
		names[p.Name] = true
		if !slices.Contains([]string{"", "sidecar", "gateway", "waypoint", "node", "given"}, p.Proxy) {
			return fmt.Errorf("pod %q: proxy must be sidecar, gateway, waypoint, node or given, got %q", p.Name, p.Proxy)
		}
		if p.isGiven() != (p.Config != nil) {
			return fmt.Errorf("pod %q: config must be given where proxy is given, and only there", p.Name)
		}
	}
	for i := range j.Probes {
		p := &j.Probes[i]
		if p.From != "" && !names[p.From] {
			return fmt.Errorf("probe %q: no pod %q", p.Name, p.From)
		}
		p.Count = max(p.Count, 1)
		p.Parallel = max(p.Parallel, 1)
		if p.TimeoutMs == 0 {
			p.TimeoutMs = 10_000
		}
		if p.Scheme == "" {
			p.Scheme = "http"
		}
		if p.Path == "" {
			p.Path = "/"
		}
		if p.Method == "" {
			p.Method = "GET"
		}
	}
	return nil
}
