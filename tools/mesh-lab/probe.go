package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// settle is how long a mirrored request may take to arrive.
const settle = 100 * time.Millisecond

var versions = map[string]uint16{"": 0, "1.0": tls.VersionTLS10, "1.1": tls.VersionTLS11, "1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13}

func (l *lab) send(ctx context.Context, p probe) (*probeReport, error) {
	dial, host, err := l.dialer(p)
	if err != nil {
		return nil, err
	}
	if p.Host == "" {
		p.Host = host
	}
	if p.Sni == "" {
		p.Sni = p.Host
	}
	if p.Jwt != nil {
		token, err := l.authority.token(p.Jwt)
		if err != nil {
			return nil, err
		}
		p.Headers = withHeader(p.Headers, "Authorization", "Bearer "+token)
	}
	l.backends.take()
	client := l.client(p, dial)
	answers := make([]answer, p.Count)
	numbers := make(chan int)
	var group sync.WaitGroup
	for range p.Parallel {
		group.Go(func() {
			for i := range numbers {
				limited, cancel := context.WithTimeout(ctx, time.Duration(p.TimeoutMs)*time.Millisecond)
				started := time.Now()
				answers[i] = l.one(limited, p, i, client, dial)
				answers[i].Ms = time.Since(started).Milliseconds()
				cancel()
			}
		})
	}
	for i := range p.Count {
		if i > 0 && p.PauseMs > 0 {
			time.Sleep(time.Duration(p.PauseMs) * time.Millisecond)
		}
		numbers <- i
	}
	close(numbers)
	group.Wait()
	client.CloseIdleConnections()
	time.Sleep(settle)
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	received, attempts := l.backends.take()
	for i := range answers {
		answers[i].Attempts = attempts[requestID(p, i)]
	}
	stats, err := l.stats(p)
	return &probeReport{Answers: answers, Received: received, Stats: stats}, err
}

func withHeader(headers map[string]string, name, value string) map[string]string {
	all := map[string]string{name: value}
	for n, v := range headers {
		all[n] = v
	}
	return all
}

func requestID(p probe, i int) string { return fmt.Sprintf("%s/%d", p.Name, i) }

type dialFunc func(ctx context.Context) (net.Conn, error)

// dialer connects as the kernel would: through the sidecar of the caller, if it has one, else to a pod of the Service.
func (l *lab) dialer(p probe) (dialFunc, string, error) {
	host, port, err := l.split(p.To)
	if err != nil {
		return nil, "", err
	}
	from, i := l.podNamed(p.From)
	if from != nil && from.Proxy == "node" {
		dial, err := l.byNode(p, from, host, port)
		return dial, host, err
	}
	through := from != nil && from.hasSidecar()
	targets, err := l.resolve(p, host, port, through)
	if err != nil {
		return nil, "", err
	}
	var mu sync.Mutex
	next := 0
	name := host
	if pod, ok := strings.CutPrefix(host, "pod/"); ok {
		name = pod
	}
	return func(ctx context.Context) (net.Conn, error) {
		mu.Lock()
		target := targets[next%len(targets)]
		next++
		mu.Unlock()
		if !through {
			return (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(target.ip, strconv.Itoa(target.port)))
		}
		own := l.network.pod(i)
		connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(own, "15001"))
		if err == nil {
			_, err = fmt.Fprintf(connection, "PROXY TCP4 %s %s 40000 %d\r\n", own, target.ip, target.port)
		}
		return connection, err
	}, name, nil
}

func (l *lab) split(to string) (string, int, error) {
	host, text, err := net.SplitHostPort(to)
	if err != nil {
		return "", 0, err
	}
	port, err := strconv.Atoi(text)
	return host, port, err
}

func (l *lab) podNamed(name string) (*pod, int) {
	for i := range l.job.Pods {
		if l.job.Pods[i].Name == name {
			return &l.job.Pods[i], i
		}
	}
	return nil, 0
}

// resolve is what DNS and kube-proxy do.
func (l *lab) resolve(p probe, host string, port int, through bool) ([]hostPort, error) {
	if name, ok := strings.CutPrefix(host, "pod/"); ok {
		if to, i := l.podNamed(name); to != nil {
			return []hostPort{{l.network.pod(i), port}}, nil
		}
		return nil, fmt.Errorf("no pod %q", name)
	}
	if service := l.serviceNamed(p, host); service != nil {
		if through && service.Spec.ClusterIP != corev1.ClusterIPNone {
			return []hostPort{{service.Spec.ClusterIP, port}}, nil
		}
		return l.podsOf(service, port)
	}
	if at, ok := l.outsiders[fmt.Sprintf("%s:%d", host, port)]; ok {
		if through {
			at.port = port
		}
		return []hostPort{at}, nil
	}
	if through && net.ParseIP(host) != nil {
		return []hostPort{{host, port}}, nil
	}
	return nil, fmt.Errorf("no Service and no external host %q with port %d", host, port)
}

func (l *lab) serviceNamed(p probe, host string) *corev1.Service {
	namespace := ""
	if from, _ := l.podNamed(p.From); from != nil {
		namespace = from.Namespace
	}
	for _, service := range l.services {
		full := service.Name + "." + service.Namespace
		if host == full || host == full+".svc" || host == full+".svc.cluster.local" || host == service.Name && service.Namespace == namespace {
			return service
		}
	}
	return nil
}

func (l *lab) podsOf(service *corev1.Service, port int) ([]hostPort, error) {
	target := port
	for _, described := range service.Spec.Ports {
		if int(described.Port) == port {
			number, err := targetPort(service, described)
			if err != nil {
				return nil, err
			}
			target = number
		}
	}
	var found []hostPort
	for i, p := range l.job.Pods {
		if selects(service, p) {
			found = append(found, hostPort{l.network.pod(i), target})
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("Service %s/%s has no pods", service.Namespace, service.Name)
	}
	return found, nil
}

func (l *lab) client(p probe, dial dialFunc) *http.Client {
	transport := &http.Transport{
		DialContext:       func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) },
		TLSClientConfig:   l.tlsConfig(p),
		DisableKeepAlives: !p.Reuse,
		Protocols:         &http.Protocols{},
	}
	switch p.Scheme {
	case "h2c", "grpc":
		transport.Protocols.SetUnencryptedHTTP2(true)
	case "https":
		transport.Protocols.SetHTTP1(true)
		transport.Protocols.SetHTTP2(len(p.Alpn) == 0 || p.Alpn[0] == "h2")
	default:
		transport.Protocols.SetHTTP1(true)
	}
	noRedirects := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &http.Client{Transport: transport, CheckRedirect: noRedirects}
}

func (l *lab) tlsConfig(p probe) *tls.Config {
	version := versions[p.TLSVersion]
	return &tls.Config{RootCAs: l.authority.roots(), ServerName: p.Sni, NextProtos: p.Alpn, MinVersion: max(version, tls.VersionTLS10), MaxVersion: version}
}

func (l *lab) one(ctx context.Context, p probe, i int, client *http.Client, dial dialFunc) answer {
	switch p.Scheme {
	case "tcp":
		return overTCP(ctx, dial, nil)
	case "tls":
		return overTCP(ctx, dial, l.tlsConfig(p))
	default:
		return overHTTP(ctx, p, i, client)
	}
}

// overTCP waits for the server's greeting, says something, and waits for that to be repeated.
func overTCP(ctx context.Context, dial dialFunc, config *tls.Config) answer {
	connection, err := dial(ctx)
	if err != nil {
		return answer{Error: err.Error()}
	}
	defer connection.Close()
	if deadline, ok := ctx.Deadline(); ok {
		connection.SetDeadline(deadline)
	}
	result := answer{}
	if config != nil {
		encrypted := tls.Client(connection, config)
		if err := encrypted.HandshakeContext(ctx); err != nil {
			return answer{Error: err.Error()}
		}
		result.TLSVersion = tls.VersionName(encrypted.ConnectionState().Version)
		return result
	}
	lines := bufio.NewReader(connection)
	line, err := lines.ReadString('\n')
	result.Text = strings.TrimSpace(line)
	if err != nil {
		result.Error = err.Error()
		return result
	}
	if _, err := fmt.Fprintln(connection, "hello"); err != nil {
		result.Error = err.Error()
		return result
	}
	if _, err := lines.ReadString('\n'); err != nil {
		result.Error = err.Error()
		return result
	}
	result.By = strings.TrimPrefix(result.Text, greeting+" ")
	return result
}

func overHTTP(ctx context.Context, p probe, i int, client *http.Client) answer {
	scheme := "http"
	if p.Scheme == "https" {
		scheme = "https"
	}
	address := &url.URL{Scheme: scheme, Host: p.Host}
	path, query, _ := strings.Cut(p.Path, "?")
	address.Path, address.RawQuery = path, query
	method, body := p.Method, io.Reader(nil)
	if p.Scheme == "grpc" {
		method, body = "POST", strings.NewReader("\x00\x00\x00\x00\x00")
	}
	request, err := http.NewRequestWithContext(ctx, method, address.String(), body)
	if err != nil {
		return answer{Error: err.Error()}
	}
	for name, value := range p.Headers {
		request.Header.Set(name, value)
	}
	for name, value := range p.Vary {
		request.Header.Set(name, strings.ReplaceAll(value, "{n}", strconv.Itoa(i)))
	}
	request.Header.Set(requestHeader, requestID(p, i))
	if p.Scheme == "grpc" {
		request.Header.Set("Content-Type", "application/grpc")
		request.Header.Set("TE", "trailers")
	}
	response, err := client.Do(request)
	if err != nil {
		return answer{Error: err.Error()}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{Status: response.StatusCode, By: response.Header.Get(byHeader), Error: err.Error()}
	}
	return answerOf(response, text)
}

func answerOf(response *http.Response, text []byte) answer {
	result := answer{Status: response.StatusCode, By: response.Header.Get(byHeader), Headers: map[string]string{}}
	for name := range response.Header {
		result.Headers[strings.ToLower(name)] = response.Header.Get(name)
	}
	for name := range response.Trailer {
		result.Headers[strings.ToLower(name)] = response.Trailer.Get(name)
	}
	if response.TLS != nil {
		result.TLSVersion = tls.VersionName(response.TLS.Version)
	}
	if result.By == "" {
		result.Text = string(text[:min(len(text), 200)])
		return result
	}
	json.Unmarshal(text, &result.Request)
	return result
}

// stats are counters of a proxy by a regular expression.
func (l *lab) stats(p probe) (map[string]float64, error) {
	if p.Stats == "" {
		return nil, nil
	}
	name := p.StatsOf
	if name == "" {
		name = p.From
	}
	proxy := l.envoys[name]
	if proxy == nil {
		return nil, fmt.Errorf("no proxy of %q to read stats of", name)
	}
	wanted, err := regexp.Compile(p.Stats)
	if err != nil {
		return nil, err
	}
	text, err := proxy.get("/stats")
	if err != nil {
		return nil, err
	}
	found := map[string]float64{}
	for line := range strings.Lines(string(text)) {
		stat, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if number, err := strconv.ParseFloat(value, 64); ok && err == nil && wanted.MatchString(stat) {
			found[stat] = number
		}
	}
	return found, nil
}
