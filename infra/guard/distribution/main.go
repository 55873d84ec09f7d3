// Guard stands before components that ask nobody who they are: Alertmanager and Loki. It passes on what people and their tools
// send, and refuses what a page of another site makes a browser on this machine send.
//
// Use: guard <address to listen on>=<base URL of the component>…
package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"
	"time"
)

// Under these a component stops, writes what it holds, or changes how it works. Signals do that, and no request.
var closed = regexp.MustCompile(`^/(-/(reload|quit)|flush|log_level|ingester|debug|proxy/unsaved)(/|$)`)

func main() {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	if len(os.Args) < 2 {
		end(errors.New("usage: guard <address>=<url>…"))
	}
	failed := make(chan error)
	for _, argument := range os.Args[1:] {
		address, base, _ := strings.Cut(argument, "=")
		target, err := url.Parse(base)
		if err != nil || target.Host == "" {
			end(fmt.Errorf("%q is no address=url", argument))
		}
		server := &http.Server{Addr: address, Handler: guard(target), ReadHeaderTimeout: 10 * time.Second}
		go func() { failed <- server.ListenAndServe() }()
	}
	end(<-failed)
}

func end(err error) {
	slog.Error("the guard ends", "error", err.Error())
	os.Exit(1)
}

func guard(target *url.URL) http.Handler {
	proxy := &httputil.ReverseProxy{
		Rewrite: func(request *httputil.ProxyRequest) {
			request.SetURL(target)
		},
		// Who may read an answer is not for the component to say; Alertmanager says everyone.
		ModifyResponse: func(answer *http.Response) error {
			for name := range answer.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					answer.Header.Del(name)
				}
			}
			return nil
		},
		// As it comes, for lines that are followed.
		FlushInterval: -1,
		// As without a guard: who is not there does not answer.
		ErrorHandler: func(_ http.ResponseWriter, request *http.Request, err error) {
			slog.Warn("no answer", "method", request.Method, "path", request.URL.Path, "error", err.Error())
			panic(http.ErrAbortHandler)
		},
	}
	return http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		if reason := refusal(request); reason != "" {
			http.Error(answer, "guard: "+reason, http.StatusForbidden)
			return
		}
		// For health checks: of the guard alone, whether or not what is behind it is well.
		if request.URL.Path == "/-/guard" {
			return
		}
		proxy.ServeHTTP(answer, request)
	})
}

var otherOrigins = http.NewCrossOriginProtection()

// Why request is not passed on; nothing where it is.
func refusal(request *http.Request) string {
	if !isOwnName(request.Host) {
		return "a name of another site; use 127.0.0.1"
	}
	if closed.MatchString(path.Clean("/" + request.URL.Path)) {
		return "this is not done over HTTP"
	}
	// Beyond what CrossOriginProtection looks at: GET as well, with which a page opens a WebSocket.
	if origin := request.Header.Get("Origin"); origin != "" {
		if from, err := url.Parse(origin); err != nil || from.Host != request.Host {
			return "a page of another site"
		}
	}
	if err := otherOrigins.Check(request); err != nil {
		return "a page of another site"
	}
	return ""
}

// True for an address, localhost, and a container's name. Only a name with a dot can be another site's that has turned it to this
// machine.
func isOwnName(host string) bool {
	name := host
	if only, _, err := net.SplitHostPort(host); err == nil {
		name = only
	}
	name = strings.Trim(name, "[]")
	return net.ParseIP(name) != nil || !strings.Contains(name, ".")
}
