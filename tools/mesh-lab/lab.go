package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"os"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	corev1 "k8s.io/api/core/v1"

	"istio.io/istio/pkg/test"
)

var quiet = log.New(io.Discard, "", 0)

// lab is one job while it runs.
type lab struct {
	job       *job
	network   *network
	authority *authority
	services  []*corev1.Service
	backends  *backends
	// servers outside, at the addresses where they listen.
	outsiders map[string]hostPort
	envoys    map[string]*envoy
}

type hostPort struct {
	ip   string
	port int
}

func run(ctx context.Context, given *job) (*report, error) {
	network, err := claimNetwork()
	if err != nil {
		return nil, err
	}
	defer network.lock.Close()
	authority, err := newAuthority()
	if err != nil {
		return nil, err
	}
	l := &lab{
		job: given, network: network, authority: authority, backends: newBackends(), outsiders: map[string]hostPort{},
		envoys: map[string]*envoy{},
	}
	objects, err := read(given.Objects, authority.jwks())
	if err != nil {
		return nil, fmt.Errorf("istiod refuses: %w", err)
	}
	l.services = objects.services
	if err := l.place(objects); err != nil {
		return nil, err
	}
	defer l.backends.close()
	if err := l.startBackends(); err != nil {
		return nil, err
	}
	result := &report{
		Ignored: objects.ignored, Warnings: objects.warnings, Probes: map[string]probeReport{}, Proxies: map[string]proxyReport{},
	}
	folder, err := os.MkdirTemp("", "mesh-lab-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	defer l.stopEnvoys()
	if err := l.startEnvoys(ctx, folder, objects, result); err != nil {
		return nil, err
	}
	if given.ValidateOnly {
		return result, nil
	}
	for _, p := range given.Probes {
		probed, err := l.send(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("probe %q: %w", p.Name, err)
		}
		result.Probes[p.Name] = *probed
	}
	return result, l.crashed()
}

// startBackends gives each pod its application: at the pod's address, or beside it where a sidecar has that.
func (l *lab) startBackends() error {
	for i, p := range l.job.Pods {
		ip := l.network.pod(i)
		switch {
		case p.Proxy == "gateway", p.Proxy == "waypoint":
			continue
		case p.hasSidecar():
			ip = l.network.app(i)
		}
		var config *tls.Config
		if len(p.TLS) > 0 {
			own, err := l.authority.serverConfig(p.TLS...)
			if err != nil {
				return err
			}
			config = own
		}
		for _, port := range p.Ports {
			if err := l.backends.serveHTTP(p.Name, fmt.Sprintf("%s:%d", ip, port), config, p.Answers); err != nil {
				return err
			}
		}
		for _, port := range p.TCPPorts {
			if err := l.backends.serveTCP(p.Name, fmt.Sprintf("%s:%d", ip, port)); err != nil {
				return err
			}
		}
	}
	for i, e := range l.job.Externals {
		if err := l.startExternal(i, e); err != nil {
			return err
		}
	}
	return nil
}

func (l *lab) startExternal(i int, e external) error {
	at := hostPort{l.network.external(i), unprivileged(e.Port)}
	l.outsiders[fmt.Sprintf("%s:%d", e.Host, e.Port)] = at
	address := fmt.Sprintf("%s:%d", at.ip, at.port)
	if e.TCP {
		return l.backends.serveTCP(e.Host, address)
	}
	if !e.TLS {
		return l.backends.serveHTTP(e.Host, address, nil, e.Answers)
	}
	config, err := l.authority.serverConfig(e.Host)
	if err != nil {
		return err
	}
	return l.backends.serveHTTP(e.Host, address, config, e.Answers)
}

// unprivileged is a port that anybody may listen on, in place of one that is for administrators.
func unprivileged(port int) int {
	if port < 1024 {
		return port + 20_000
	}
	return port
}

// outside is where a host outside of the cluster listens; nothing listens for one that the job doesn't have.
func (l *lab) outside(host string, port int) (string, *core.SocketAddress_PortValue) {
	at, known := l.outsiders[fmt.Sprintf("%s:%d", host, port)]
	if !known {
		at = hostPort{l.network.nowhere(), discardPort}
	}
	return at.ip, &core.SocketAddress_PortValue{PortValue: uint32(at.port)}
}

func (l *lab) startEnvoys(ctx context.Context, folder string, o *objects, result *report) error {
	bootstraps, err := l.generateAll(o, result)
	if err != nil {
		return err
	}
	var faults []error
	for i, p := range l.job.Pods {
		if !p.hasEnvoy() {
			continue
		}
		result.Proxies[p.Name] = bootstraps[i].names()
		b, err := l.bootstrap(i, bootstraps[i])
		if err != nil {
			return fmt.Errorf("proxy of %s: %w", p.Name, err)
		}
		e, err := newEnvoy(l.job.Envoy, folder, p.Name, l.network.admin(i), b)
		if err != nil {
			return err
		}
		if l.job.ValidateOnly {
			faults = append(faults, e.validate(ctx))
			continue
		}
		l.envoys[p.Name] = e
		if err := e.start(); err != nil {
			return err
		}
	}
	for _, e := range l.envoys {
		faults = append(faults, e.waitUntilReady(ctx))
	}
	return errors.Join(faults...)
}

// generateAll makes the configuration of each proxy: istiod's, or what the job gives.
func (l *lab) generateAll(o *objects, result *report) (map[int]*generated, error) {
	config, err := meshConfigOf(l.job.MeshConfig)
	if err != nil {
		return nil, fmt.Errorf("meshConfig: %w", err)
	}
	all := map[int]*generated{}
	asked := []int{}
	for i, p := range l.job.Pods {
		switch {
		case p.isGiven():
			if all[i], err = given(p); err != nil {
				return nil, err
			}
		case p.hasEnvoy():
			asked = append(asked, i)
		}
	}
	if len(all) > 0 && len(asked) == 0 {
		return all, nil
	}
	fault := test.Wrap(func(t test.Failer) {
		istiod := startIstiod(t, o, config)
		if err := l.waitForEndpoints(istiod, l.services); err != nil {
			t.Fatal(err)
		}
		for _, i := range asked {
			all[i] = l.generate(istiod, i)
		}
		result.Conflicts = conflicts(istiod)
	})
	if fault != nil {
		return nil, fmt.Errorf("istiod: %w", fault)
	}
	return all, nil
}

func (g *generated) names() proxyReport {
	names := proxyReport{Listeners: []string{}, Clusters: []string{}}
	for _, l := range g.listeners {
		names.Listeners = append(names.Listeners, l.Name)
	}
	for _, c := range g.clusters {
		names.Clusters = append(names.Clusters, c.Name)
	}
	return names
}

func (l *lab) stopEnvoys() {
	for _, e := range l.envoys {
		e.stop()
	}
}

// crashed says which Envoy ended before it was told to.
func (l *lab) crashed() error {
	var faults []error
	for name, e := range l.envoys {
		select {
		case <-e.ended:
			faults = append(faults, fmt.Errorf("the Envoy of %s ended:\n%s", name, e.lastLines()))
		default:
		}
	}
	return errors.Join(faults...)
}
