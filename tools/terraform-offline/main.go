// Command terraform-offline is a Terraform provider that stands in for real
// ones where no registry and no cloud can be reached. It serves the schema of
// the provider whose name it carries (terraform-provider-NAME_vVERSION), read
// from schema.json.gz beside the binary, so that `terraform validate` checks
// every attribute, block, type and reference against the provider's real
// schema, and `terraform plan`, `apply` and `destroy` walk the real graph with
// computed values made up on the spot.
//
// It checks what the schema states, and from rules.json beside the binary which
// arguments conflict, belong together, have a default or force a new resource.
// Where answers.json says what the cloud returns for an argument that was left
// out, that is in the state after create and read. Other rules that live in a
// provider's code (name patterns, value lists, service limits) it doesn't know.
//
// Environment:
//
//	TF_OFFLINE_LOG       append one JSON line per create, read, update, delete
//	TF_OFFLINE_DURATIONS JSON object: resource type -> milliseconds an apply takes
//	TF_OFFLINE_TYPES     the only types of resources and data sources to serve,
//	                     separated by commas: Terraform reads a small schema faster
package main

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// readJSON reads a file beside the binary.
func readJSON(path string, into any) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var content io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if content, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if err := json.NewDecoder(content).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func load() (*provider, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	name := strings.TrimPrefix(filepath.Base(executable), "terraform-provider-")
	name, _, _ = strings.Cut(name, "_")
	folder := filepath.Dir(executable)
	var parsed jsonProvider
	if err := readJSON(filepath.Join(folder, "schema.json.gz"), &parsed); err != nil {
		return nil, err
	}
	p := &provider{name: name, resources: map[string]*tfprotov6.Schema{}, dataSources: map[string]*tfprotov6.Schema{}}
	p.config = &tfprotov6.Schema{Version: parsed.Provider.Version, Block: parsed.Provider.Block.proto()}
	isServed := servedTypes(os.Getenv("TF_OFFLINE_TYPES"))
	for name, s := range parsed.Resources {
		if !isServed(name) {
			continue
		}
		p.resources[name] = &tfprotov6.Schema{Version: s.Version, Block: s.Block.proto()}
	}
	for name, s := range parsed.DataSources {
		if !isServed(name) {
			continue
		}
		p.dataSources[name] = &tfprotov6.Schema{Version: s.Version, Block: s.Block.proto()}
	}
	for file, into := range map[string]any{"rules.json": &p.rules, "answers.json": &p.answers} {
		if err := readJSON(filepath.Join(folder, file), into); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if path := os.Getenv("TF_OFFLINE_DURATIONS"); path != "" {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, &p.durations); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// servedTypes tells which types a comma-separated list names; all of them if it is empty.
func servedTypes(list string) func(string) bool {
	types := strings.Split(list, ",")
	return func(name string) bool { return list == "" || slices.Contains(types, name) }
}

func main() {
	p, err := load()
	if err != nil {
		fmt.Fprintln(os.Stderr, "terraform-offline:", err)
		os.Exit(1)
	}
	err = tf6server.Serve("registry.terraform.io/hashicorp/"+p.name, func() tfprotov6.ProviderServer { return p })
	if err != nil {
		fmt.Fprintln(os.Stderr, "terraform-offline:", err)
		os.Exit(1)
	}
}
