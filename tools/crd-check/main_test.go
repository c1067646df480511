package main

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func answers(t *testing.T, lines ...string) []string {
	t.Helper()
	var output bytes.Buffer
	if err := checkLines("testdata", strings.NewReader(strings.Join(lines, "\n")), &output); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(output.String()), "\n")
}

func expect[V any](t *testing.T, got, want V) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func shop(spec string) string {
	return `{"apiVersion":"example.com/v1","kind":"Shop","metadata":{"name":"a"},"spec":` + spec + `}`
}

func TestEachDocumentIsAnsweredByItsID(t *testing.T) {
	expect(t, answers(t,
		`{"id":"fine","object":`+shop(`{"counters":3,"open":true}`)+`,"definitions":["new"]}`,
		`{"id":"unknown field","object":`+shop(`{"counter":3}`)+`,"definitions":["new"]}`,
		`{"id":"rule","object":`+shop(`{"counters":0,"open":true}`)+`,"definitions":["new"]}`,
		`{"id":"no integer","object":`+shop(`{"counters":1.5}`)+`,"definitions":["new"]}`,
		`{"id":"core","object":{"apiVersion":"v1","kind":"Service"},"definitions":["new"]}`,
		`{"id":"no definition","object":{"apiVersion":"example.com/v2","kind":"Shop"},"definitions":["new"]}`,
	), []string{
		`{"id":"fine","checked":true,"problems":[]}`,
		`{"id":"unknown field","checked":true,"problems":["unknown field \"spec.counter\""]}`,
		`{"id":"rule","checked":true,"problems":["spec: Invalid value: \"object\": an open shop needs counters"]}`,
		`{"id":"no integer","checked":true,"problems":["spec.counters: Invalid value: \"number\": spec.counters in body must be of type integer: \"number\""]}`,
		`{"id":"core","checked":false,"problems":[]}`,
		`{"id":"no definition","checked":false,"problems":["no such kind in the given definitions"]}`,
	})
}

func TestADocumentIsCheckedWithItsOwnDefinitions(t *testing.T) {
	const tooMany = `{"id":"old","checked":true,"problems":["spec.counters: Invalid value: 3: spec.counters in body should be less than or equal to 2"]}`
	expect(t, answers(t,
		`{"id":"old","object":`+shop(`{"counters":3}`)+`,"definitions":["old"]}`,
		`{"id":"new","object":`+shop(`{"counters":3}`)+`,"definitions":["new"]}`,
		`{"id":"later folders win","object":`+shop(`{"counters":3}`)+`,"definitions":["old","new"]}`,
	), []string{
		tooMany,
		`{"id":"new","checked":true,"problems":[]}`,
		`{"id":"later folders win","checked":true,"problems":[]}`,
	})
}

func TestADocumentThatCannotBeReadIsNamed(t *testing.T) {
	var output bytes.Buffer
	err := checkLines("testdata", strings.NewReader(`{"id":"7","object":{"kind":"Shop"}}`), &output)
	if err == nil || err.Error() != "7: an object must have apiVersion and kind" {
		t.Errorf("got %v", err)
	}
	err = checkLines("testdata", strings.NewReader(`{"id":"8","object":`+shop(`{}`)+`,"definitions":["gone"]}`), &output)
	if err == nil || !strings.Contains(err.Error(), "testdata/gone") {
		t.Errorf("got %v", err)
	}
}

func TestManifestsAreReportedByName(t *testing.T) {
	var output bytes.Buffer
	bad, err := checkManifests([]string{"testdata/new"}, strings.NewReader(shop(`{"counter":3}`)+"\n---\n"+shop(`{}`)), &output)
	expect(t, err, nil)
	expect(t, bad, 1)
	expect(t, output.String(), "example.com/v1 Shop <nil>/a: unknown field \"spec.counter\"\n2 custom resources checked, 1 problems\n")
}
