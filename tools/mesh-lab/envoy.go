package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	"google.golang.org/protobuf/proto"
)

const adminPort = 15000

// envoy is one Envoy process.
type envoy struct {
	binary, name, config, log string
	admin                     string
	command                   *exec.Cmd
	ended                     chan struct{}
}

func newEnvoy(binary, folder, name, adminIP string, b *bootstrap.Bootstrap) (*envoy, error) {
	e := &envoy{
		binary: binary, name: name, config: filepath.Join(folder, name+".pb"), log: filepath.Join(folder, name+".log"),
		admin: fmt.Sprintf("http://%s:%d", adminIP, adminPort), ended: make(chan struct{}),
	}
	text, err := proto.Marshal(b)
	if err != nil {
		return nil, err
	}
	return e, os.WriteFile(e.config, text, 0o600)
}

func (e *envoy) run(ctx context.Context, arguments ...string) *exec.Cmd {
	common := []string{"--config-path", e.config, "--concurrency", "1", "--disable-hot-restart", "--log-level", "warn", "--log-path", e.log}
	command := exec.CommandContext(ctx, e.binary, append(common, arguments...)...)
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return command
}

// validate lets Envoy say whether it would take the configuration.
func (e *envoy) validate(ctx context.Context) error {
	output, err := e.run(ctx, "--mode", "validate").CombinedOutput()
	if err != nil {
		return fmt.Errorf("Envoy refuses the configuration of %s: %w\n%s%s", e.name, err, output, e.lastLines())
	}
	return nil
}

func (e *envoy) start() error {
	e.command = e.run(context.Background())
	if err := e.command.Start(); err != nil {
		return err
	}
	go func() {
		e.command.Wait()
		close(e.ended)
	}()
	return nil
}

func (e *envoy) waitUntilReady(ctx context.Context) error {
	client := &http.Client{Timeout: time.Second}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		select {
		case <-e.ended:
			return fmt.Errorf("Envoy refuses the configuration of %s:\n%s", e.name, e.lastLines())
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(20 * time.Millisecond):
		}
		response, err := client.Get(e.admin + "/ready")
		if err != nil {
			continue
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			return nil
		}
	}
	return fmt.Errorf("the Envoy of %s isn't ready after 30 s:\n%s", e.name, e.lastLines())
}

func (e *envoy) get(path string) ([]byte, error) {
	client := &http.Client{Timeout: 5 * time.Second}
	response, err := client.Get(e.admin + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}

func (e *envoy) stop() {
	if e.command == nil || e.command.Process == nil {
		return
	}
	e.command.Process.Kill()
	<-e.ended
}

func (e *envoy) lastLines() string {
	text, _ := os.ReadFile(e.log)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return strings.Join(lines[max(0, len(lines)-10):], "\n")
}
