// Command mesh-lab judges what mesh objects do: istiod's own generator turns them into configuration, a real Envoy runs it, and
// requests are sent. It reads a job (JSON) from standard input and prints a report (JSON).
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"istio.io/istio/pkg/log"
)

// The filters that these switch off exist in Istio's build of Envoy only. They exchange telemetry and choose ALPN names; neither
// changes where a request goes or whether it is allowed. The packages read the variables when they are initialized.
var withoutIstioFilters = []string{"PILOT_ENABLE_METADATA_EXCHANGE=false", "PILOT_ENABLE_ALPN_FILTER=false"}

func main() {
	if !slices.Contains(os.Environ(), withoutIstioFilters[0]) {
		fail(restart())
	}
	out := os.Stdout
	os.Stdout = os.Stderr
	for _, scope := range log.Scopes() {
		scope.SetOutputLevel(log.NoneLevel)
	}
	given, err := readJob(os.Stdin)
	if err != nil {
		fail(err)
	}
	limit := time.Duration(given.Seconds) * time.Second
	ctx, cancel := context.WithTimeoutCause(context.Background(), limit, fmt.Errorf("not finished after %s", limit))
	defer cancel()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	result, err := run(ctx, given)
	if err != nil {
		fail(errors.Join(err, context.Cause(ctx)))
	}
	if err := json.NewEncoder(out).Encode(result); err != nil {
		fail(err)
	}
}

func restart() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return syscall.Exec(self, os.Args, append(os.Environ(), withoutIstioFilters...))
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func readJob(in io.Reader) (*job, error) {
	decoder := json.NewDecoder(in)
	decoder.DisallowUnknownFields()
	given := &job{Seconds: 60}
	if err := decoder.Decode(given); err != nil {
		return nil, fmt.Errorf("the job: %w", err)
	}
	return given, given.check()
}
