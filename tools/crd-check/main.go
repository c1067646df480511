// Command crd-check says what a Kubernetes API server would say of custom
// resources, without one: unknown fields, the structural schema, defaults and
// the CEL rules (x-kubernetes-validations), by the server's own code.
//
//	crd-check FOLDER... < manifests.yaml
//	crd-check -json ROOT < documents.jsonl
//
// The first form reads YAML and prints a line for each problem. Exit status 1
// means that there are some.
//
// The second form takes one document a line and answers each with one line, in
// the same order; exit status 0 means that all of them were answered.
//
//	{"id": "1", "object": {...}, "definitions": ["istio", "gateway-api/v1.5.1-standard"]}
//	{"id":"1","checked":true,"problems":[]}
//
// `definitions` are folders below ROOT, read once each; without it, all of
// ROOT counts. Objects of core Kubernetes groups aren't checked; a custom
// resource that no folder defines is a problem.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/yaml"
)

type document struct {
	ID          string          `json:"id"`
	Object      json.RawMessage `json:"object"`
	Definitions []string        `json:"definitions"`
}

type answer struct {
	ID       string   `json:"id"`
	Checked  bool     `json:"checked"`
	Problems []string `json:"problems"`
}

// checkLines answers documents that stand on one line each.
func checkLines(root string, from io.Reader, to io.Writer) error {
	known := map[string]*definitions{}
	input := json.NewDecoder(bufio.NewReader(from))
	output := json.NewEncoder(to)
	output.SetEscapeHTML(false)
	for {
		var d document
		if err := input.Decode(&d); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		folders := []string{root}
		if len(d.Definitions) > 0 {
			folders = nil
			for _, name := range d.Definitions {
				folders = append(folders, filepath.Join(root, name))
			}
		}
		key := strings.Join(folders, "\x00")
		if known[key] == nil {
			loaded, err := loadDefinitions(folders)
			if err != nil {
				return err
			}
			known[key] = loaded
		}
		var object map[string]any // its whole numbers are int64, as the API server has them
		if err := utiljson.Unmarshal(d.Object, &object); err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		v, err := known[key].check(object)
		if err != nil {
			return fmt.Errorf("%s: %w", d.ID, err)
		}
		if err := output.Encode(answer{ID: d.ID, Checked: v.checked, Problems: append([]string{}, v.problems...)}); err != nil {
			return err
		}
	}
}

// checkManifests prints the problems of YAML documents and counts them.
func checkManifests(folders []string, from io.Reader, to io.Writer) (bad int, err error) {
	known, err := loadDefinitions(folders)
	if err != nil {
		return 0, err
	}
	checked := 0
	err = eachDocument(from, func(document []byte) error {
		var object map[string]any
		if err := yaml.Unmarshal(document, &object); err != nil || object == nil {
			return err
		}
		v, err := known.check(object)
		if err != nil {
			return err
		}
		if v.checked {
			checked++
		}
		metadata, _ := object["metadata"].(map[string]any)
		for _, problem := range v.problems {
			bad++
			fmt.Fprintf(to, "%v %v %v/%v: %s\n", object["apiVersion"], object["kind"], metadata["namespace"], metadata["name"], problem)
		}
		return nil
	})
	fmt.Fprintf(to, "%d custom resources checked, %d problems\n", checked, bad)
	return bad, err
}

func run(args []string) (int, error) {
	switch {
	case len(args) == 2 && args[0] == "-json":
		output := bufio.NewWriter(os.Stdout)
		if err := checkLines(args[1], os.Stdin, output); err != nil {
			return 2, err
		}
		return 0, output.Flush()
	case len(args) > 0 && !strings.HasPrefix(args[0], "-"):
		bad, err := checkManifests(args, os.Stdin, os.Stdout)
		if err != nil {
			return 2, err
		}
		return min(bad, 1), nil
	default:
		return 2, errors.New("usage: crd-check FOLDER... < manifests.yaml, or crd-check -json ROOT < documents.jsonl")
	}
}

func main() {
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "crd-check:", err)
	}
	os.Exit(status)
}
