package main

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// requestHeader numbers the requests of a probe, so that attempts of one request are counted together.
	requestHeader = "X-Lab-Request"
	byHeader      = "X-Lab-By"
	greeting      = "220 ready"
)

// tally counts what reaches the backends.
type tally struct {
	mu       sync.Mutex
	received map[string]int
	attempts map[string]int
}

func (t *tally) count(by, request string) (attempt int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.received[by]++
	if request == "" {
		return 1
	}
	t.attempts[request]++
	return t.attempts[request]
}

// since returns what was received, and forgets it.
func (t *tally) take() (received, attempts map[string]int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	received, attempts = t.received, t.attempts
	t.received, t.attempts = map[string]int{}, map[string]int{}
	return received, attempts
}

// backends are the applications of all pods and the servers outside.
type backends struct {
	tally
	servers   []*http.Server
	listeners []net.Listener
}

func newBackends() *backends {
	b := &backends{}
	b.take()
	return b
}

func (b *backends) close() {
	for _, s := range b.servers {
		s.Close()
	}
	for _, l := range b.listeners {
		l.Close()
	}
}

func (b *backends) listen(by, address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("backend %s doesn't come up: %w", by, err)
	}
	b.listeners = append(b.listeners, listener)
	return listener, nil
}

// serveHTTP answers HTTP/1.1, HTTP/2 and gRPC on one port.
func (b *backends) serveHTTP(by, address string, config *tls.Config, answers behaviour) error {
	listener, err := b.listen(by, address)
	if err != nil {
		return err
	}
	server := &http.Server{TLSConfig: config, Protocols: &http.Protocols{}, ErrorLog: quiet}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetHTTP2(true)
	server.Protocols.SetUnencryptedHTTP2(true)
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { b.answer(by, answers, w, r) })
	b.servers = append(b.servers, server)
	go func() {
		if config == nil {
			server.Serve(listener)
		} else {
			server.ServeTLS(listener, "", "")
		}
	}()
	return nil
}

func (b *backends) answer(by string, answers behaviour, w http.ResponseWriter, r *http.Request) {
	attempt := b.count(by, r.Header.Get(requestHeader))
	io.Copy(io.Discard, r.Body)
	if answers.DelayMs > 0 {
		select {
		case <-time.After(time.Duration(answers.DelayMs) * time.Millisecond):
		case <-r.Context().Done():
			return
		}
	}
	status := answers.Status
	if status == 0 {
		status = http.StatusOK
	}
	if attempt <= answers.FailFirst {
		status = answers.FailStatus
	}
	w.Header().Set(byHeader, by)
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/grpc") {
		answerGrpc(w, answers, attempt)
		return
	}
	w.WriteHeader(status)
	seen := map[string]string{"path": r.RequestURI, "host": r.Host, "method": r.Method}
	for name := range r.Header {
		seen[strings.ToLower(name)] = r.Header.Get(name)
	}
	json.NewEncoder(w).Encode(seen)
}

// answerGrpc answers as gRPC's servers do: an error comes in the headers, since nothing else follows; OK in the trailers.
func answerGrpc(w http.ResponseWriter, answers behaviour, attempt int) {
	status := answers.GrpcStatus
	if attempt <= answers.FailFirst {
		status = answers.FailStatus
	}
	w.Header().Set("Content-Type", "application/grpc")
	if status != 0 {
		w.Header().Set("Grpc-Status", strconv.Itoa(status))
		w.WriteHeader(http.StatusOK)
		return
	}
	w.Header().Set("Trailer", "Grpc-Status")
	w.Write([]byte("\x00\x00\x00\x00\x00"))
	w.Header().Set("Grpc-Status", "0")
}

// serveTCP greets each connection first, as databases and mail servers do, and then repeats what it is told.
func (b *backends) serveTCP(by, address string) error {
	listener, err := b.listen(by, address)
	if err != nil {
		return err
	}
	go func() {
		for {
			connection, err := listener.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			if err != nil {
				continue
			}
			b.count(by, "")
			go func() {
				defer connection.Close()
				fmt.Fprintf(connection, "%s %s\n", greeting, by)
				io.Copy(connection, connection)
			}()
		}
	}()
	return nil
}
