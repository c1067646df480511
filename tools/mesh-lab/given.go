package main

import (
	"fmt"
	"strings"

	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	"google.golang.org/protobuf/encoding/protojson"

	// Registers every type that a configuration may name.
	_ "istio.io/istio/pkg/config/xds"
)

// given is the configuration of a proxy that comes with the job.
func given(p pod) (*generated, error) {
	static := &bootstrap.Bootstrap_StaticResources{}
	if err := protojson.Unmarshal(p.Config, static); err != nil {
		return nil, fmt.Errorf("config of pod %s: %w", p.Name, err)
	}
	return &generated{listeners: static.Listeners, clusters: static.Clusters}, nil
}

// addressOf is where a pod or its application is; other addresses stay as they are.
func (l *lab) addressOf(address string) (string, error) {
	kind, name, found := strings.Cut(address, "/")
	if !found {
		return address, nil
	}
	to, i := l.podNamed(name)
	switch {
	case to == nil:
		return "", fmt.Errorf("no pod %q", name)
	case kind == "app" && to.hasSidecar():
		return l.network.app(i), nil
	default:
		return l.network.pod(i), nil
	}
}
