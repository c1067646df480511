package main

import (
	"encoding/json"
	"fmt"
)

// withDefaults fills in what an API server and the controller of waypoints would: istiod relies on it.
//
// Source: config/crd of https://github.com/kubernetes-sigs/gateway-api
func withDefaults(kind string, text json.RawMessage) (json.RawMessage, error) {
	if kind == "Gateway" {
		return withAddress(text)
	}
	if kind != "HTTPRoute" && kind != "GRPCRoute" && kind != "TCPRoute" && kind != "TLSRoute" {
		return text, nil
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	spec, _ := object["spec"].(map[string]any)
	for _, parent := range maps(spec["parentRefs"]) {
		setDefault(parent, "group", "gateway.networking.k8s.io")
		setDefault(parent, "kind", "Gateway")
	}
	for _, rule := range maps(spec["rules"]) {
		if kind == "HTTPRoute" {
			setDefault(rule, "matches", []any{map[string]any{}})
		}
		for _, match := range maps(rule["matches"]) {
			if kind == "HTTPRoute" {
				setDefault(match, "path", map[string]any{"type": "PathPrefix", "value": "/"})
			}
			for _, header := range append(maps(match["headers"]), maps(match["queryParams"])...) {
				setDefault(header, "type", "Exact")
			}
		}
		for _, backend := range maps(rule["backendRefs"]) {
			backendDefaults(backend)
			setDefault(backend, "weight", 1)
		}
		for _, filter := range maps(rule["filters"]) {
			if mirror, ok := filter["requestMirror"].(map[string]any); ok {
				if backend, ok := mirror["backendRef"].(map[string]any); ok {
					backendDefaults(backend)
				}
			}
		}
	}
	return json.Marshal(object)
}

// withAddress is the status of a Gateway whose pods are ready.
func withAddress(text json.RawMessage) (json.RawMessage, error) {
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	metadata, _ := object["metadata"].(map[string]any)
	host := fmt.Sprintf("%s.%s.svc.cluster.local", metadata["name"], metadata["namespace"])
	object["status"] = map[string]any{"addresses": []any{map[string]any{"type": "Hostname", "value": host}}}
	return json.Marshal(object)
}

func backendDefaults(backend map[string]any) {
	setDefault(backend, "group", "")
	setDefault(backend, "kind", "Service")
}

func setDefault(object map[string]any, name string, value any) {
	if _, given := object[name]; !given {
		object[name] = value
	}
}

func maps(list any) []map[string]any {
	var found []map[string]any
	items, _ := list.([]any)
	for _, item := range items {
		if object, ok := item.(map[string]any); ok {
			found = append(found, object)
		}
	}
	return found
}
