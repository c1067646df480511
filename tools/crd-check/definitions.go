package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
)

// definitions are the custom resource definitions of some folders. A later
// folder's definition of a kind takes the place of an earlier one's.
type definitions struct {
	served map[schema.GroupVersionKind]*served
	groups map[string]bool
}

// served is one served version of a kind, compiled when it is first asked for.
type served struct {
	path       string
	schema     *apiextensionsv1.JSONSchemaProps
	namespaced bool
	deprecated bool
	compiled   *validator
}

// validator is what the API server makes of a version's schema.
type validator struct {
	structural *structuralschema.Structural
	schema     validation.SchemaValidator
	rules      *cel.Validator
	namespaced bool
	deprecated bool
}

func loadDefinitions(folders []string) (*definitions, error) {
	d := &definitions{served: map[schema.GroupVersionKind]*served{}, groups: map[string]bool{}}
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
				return err
			}
			file, err := os.Open(path)
			if err != nil {
				return err
			}
			defer file.Close()
			return eachDocument(file, func(document []byte) error { return d.add(path, document) })
		})
		if err != nil {
			return nil, err
		}
	}
	return d, nil
}

// eachDocument calls use for every YAML document that isn't empty.
func eachDocument(from io.Reader, use func([]byte) error) error {
	reader := yaml.NewYAMLReader(bufio.NewReader(from))
	for {
		document, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if len(strings.TrimSpace(string(document))) == 0 {
			continue
		}
		if err := use(document); err != nil {
			return err
		}
	}
}

func (d *definitions) add(path string, document []byte) error {
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(document, &crd); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if crd.Kind != "CustomResourceDefinition" {
		return nil
	}
	for _, v := range crd.Spec.Versions {
		if !v.Served || v.Schema == nil || v.Schema.OpenAPIV3Schema == nil {
			continue
		}
		kind := schema.GroupVersionKind{Group: crd.Spec.Group, Version: v.Name, Kind: crd.Spec.Names.Kind}
		d.served[kind] = &served{
			path: path, schema: v.Schema.OpenAPIV3Schema,
			namespaced: crd.Spec.Scope == apiextensionsv1.NamespaceScoped, deprecated: v.Deprecated,
		}
		d.groups[crd.Spec.Group] = true
	}
	return nil
}

// validator is that of a kind; nil where no folder defines it.
func (d *definitions) validator(kind schema.GroupVersionKind) (*validator, error) {
	s, ok := d.served[kind]
	if !ok {
		return nil, nil
	}
	if s.compiled != nil {
		return s.compiled, nil
	}
	internal := &apiextensions.JSONSchemaProps{}
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(s.schema, internal, nil); err != nil {
		return nil, fmt.Errorf("%s: %w", s.path, err)
	}
	structural, err := structuralschema.NewStructural(internal)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.path, err)
	}
	schemaValidator, _, err := validation.NewSchemaValidator(internal)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.path, err)
	}
	s.compiled = &validator{
		structural: structural, schema: schemaValidator,
		rules:      cel.NewValidator(structural, true, celconfig.PerCallLimit),
		namespaced: s.namespaced, deprecated: s.deprecated,
	}
	return s.compiled, nil
}

// isCore tells Kubernetes' own groups (apps, batch, "", *.k8s.io) from custom
// ones. A group that a folder defines is custom, whatever its name.
func (d *definitions) isCore(group string) bool {
	return !d.groups[group] && (!strings.Contains(group, ".") || strings.HasSuffix(group, ".k8s.io"))
}
