package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

const tunnelPort = 15008

// byNode calls as a node's proxy does: a tunnel in mutual TLS to the waypoint, in the name of the caller.
func (l *lab) byNode(p probe, from *pod, host string, port int) (dialFunc, error) {
	service := l.serviceNamed(p, host)
	if service == nil {
		return nil, fmt.Errorf("a pod of a node's proxy can call Services only, not %q", host)
	}
	waypoint := ""
	for i, candidate := range l.job.Pods {
		if candidate.Proxy == "waypoint" {
			waypoint = fmt.Sprintf("%s:%d", l.network.pod(i), tunnelPort)
		}
	}
	if waypoint == "" {
		return nil, errors.New("the job has no waypoint")
	}
	pair, err := l.authority.issue(nil, identity(*from))
	if err != nil {
		return nil, err
	}
	certificate, err := tls.X509KeyPair(pair.chain, pair.key)
	if err != nil {
		return nil, err
	}
	// The waypoint is known by its identity, not by a name.
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, InsecureSkipVerify: true, NextProtos: []string{"h2"}}
	transport := &http.Transport{TLSClientConfig: config, Protocols: &http.Protocols{}}
	transport.Protocols.SetHTTP2(true)
	authority := fmt.Sprintf("%s:%d", service.Spec.ClusterIP, port)
	return func(ctx context.Context) (net.Conn, error) { return tunnel(transport, waypoint, authority) }, nil
}

func tunnel(transport *http.Transport, proxy, authority string) (net.Conn, error) {
	out, in := io.Pipe()
	// The connection outlives its dialing.
	ctx, cancel := context.WithCancel(context.Background())
	request, err := http.NewRequestWithContext(ctx, http.MethodConnect, "https://"+proxy, out)
	if err != nil {
		cancel()
		return nil, err
	}
	request.Host = authority
	response, err := transport.RoundTrip(request)
	if err != nil {
		cancel()
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		cancel()
		return nil, fmt.Errorf("the waypoint answers CONNECT with %d", response.StatusCode)
	}
	return &tunnelled{response.Body, in, cancel}, nil
}

// tunnelled is a connection inside of a CONNECT.
type tunnelled struct {
	io.Reader
	io.WriteCloser
	cancel context.CancelFunc
}

func (t *tunnelled) Close() error {
	defer t.cancel()
	return t.WriteCloser.Close()
}

func (t *tunnelled) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (t *tunnelled) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (t *tunnelled) SetDeadline(time.Time) error      { return nil }
func (t *tunnelled) SetReadDeadline(time.Time) error  { return nil }
func (t *tunnelled) SetWriteDeadline(time.Time) error { return nil }
