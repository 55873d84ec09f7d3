package example.shop.telemetry.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    /** {@code ~secret~} marks the part to mask; the test input is the text without the marks. */
    @ParameterizedTest
    @MethodSource("texts")
    void secretIsMaskedAndTheRestStays(String marked) {
        String text = marked.replace("~", "");
        assertThat(Secrets.masked(text)).isEqualTo(marked.replaceAll("~[^~]*~", "****"));
    }

    static Stream<String> texts() {
        return Stream.of(
                // Names with a value
                "password=~hunter2~",
                "password = ~hunter2~",
                "password: ~hunter2~",
                "PASSWORD=~hunter2~ user=alice",
                "db_password=~hunter2~, user=alice",
                "{password=~hunter2~, user=alice}",
                "user[password]=~hunter2~&user[name]=alice",
                "login failed: pwd=~hunter2~; user=alice",
                "PGPASSWORD=~hunter2~ psql",
                "spring.datasource.password=~hunter2~",
                "password: ~correct horse battery staple~, user: alice",
                "password: ~correct horse~ user=alice",
                "passphrase='~correct horse battery staple~'",
                "secret=~a,b;c~ next",
                "client_secret=~abc~&grant_type=client_credentials",
                "ALTER ROLE shop PASSWORD '~hunter2~' VALID",
                "api_key=~k-1~ x",
                "api-key: ~k-1~",
                "apikey=~k1~",
                "API key: ~k1~",
                "X-Api-Key: ~k1~",
                "aws_secret_access_key=~wJalrXUtnFEMI/K7MDENG/bPxRfiCY~",
                "access_token=~abc~&refresh_token=~def~&id_token=~ghi~&token_type=bearer&expires_in=3600",
                "token=~t-1~ tokens=3 token_count=7",
                "cvv=~123~",
                "cvc: ~123~",
                // JSON, in JSON, with escapes
                "{\"password\":\"~correct horse battery staple~\"}",
                "{ \"password\" : \"~a\\\"b c~\", \"user\" : \"alice\" }",
                "{\"password\":\"~,a~\"}",
                "{\\\"password\\\":\\\"~a b~\\\",\\\"user\\\":\\\"alice\\\"}",
                "{\\\"password\\\":\\\"~a \\\\\\\" b~\\\",\\\"user\\\":\\\"alice\\\"}",
                "{\"apiKey\":\"~k1~\",\"n\":1}",
                "{'password': '~x y~', 'user': 'alice'}",
                "{\"accessToken\": \"~abc~\"}",
                "{\"error\":\"wrong password:\",\"user\":\"alice\"}",
                "<password>~x y~</password><user>alice</user>",
                // Headers
                "answer 401 to Authorization: Bearer ~abc.def~",
                "Authorization: Basic ~dXNlcjpwYXNz~ for alice",
                "authorization=Bearer+~abc~&x=1",
                "Authorization: ~Digest username=\"x\", response=\"y\"~",
                "{\"Authorization\":\"~Bearer abc~\"}",
                "Cookie: ~session=abc; theme=dark~",
                "Set-Cookie: ~JSESSIONID=abc; Path=/; HttpOnly~",
                "JSESSIONID=~0A1B~",
                "the header bearer ~tok-123456~ was refused",
                "Bearer ~eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln~",
                "jwt ~eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln~ expired",
                // URLs and DSNs
                "postgres://shop:~pw~@db/shop",
                "connect to redis://:~pw~@cache:6379/0 failed",
                "https://~0123456789abcdef~@github.com/a/b.git",
                "amqp://user:~p/w~@mq:5672/",
                "jdbc:postgresql://db/shop?user=shop&password=~pw~",
                "jdbc:oracle:thin:scott/~tiger~@//db:1521/x",
                "root:~secret~@tcp(127.0.0.1:3306)/shop",
                "Server=db;User=sa;Pwd=~pw~",
                "/api/users?x=1&access_token=~abc~",
                "/a?redirect=%2Fb%3Faccess_token%3D~abc~%26x%3D1",
                // Flags
                "--password ~hunter2~ --user alice",
                "--password=~hunter2~ -v",
                "app --db-password ~hunter2~ run",
                "run --api-key '~k1~'",
                "curl -u alice:~pw~ https://x",
                "mysql -u root -p~hunter2~ shop",
                "sshpass -p ~hunter2~ ssh x",
                "[\"--token\", \"~abc~\", \"-v\"]",
                // Keys of a known form
                "~ghp_0123456789abcdefghij~ x",
                "key ~AKIAIOSFODNN7EXAMPLE~",
                "~-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----~ end",
                "~-----BEGIN PRIVATE KEY-----\\nMIIEabc~",
                // Cards
                "card ~4242 4242 4242 4242~",
                "card=~5555555555554444~&x=1",
                "/api/users/~4242424242424242~",
                "user ~4242-4242-4242-4242~ and ~378282246310005~",
                "%20~4242%204242%204242%204242~",
                "card~4242424242424242~",
                "/%3D~4000000000000002~",
                "\\u003e~4000000000000002~",
                "~4242.4242.4242.4242~",
                "~4242+4242+4242+4242~",
                "~3782 822463 10005~",
                "~4000000000000002~,~5555555555554444~ ~4242424242424242~");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "40000000000000024000000000000002",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-4000000000000002-01",
                "spanId=4000000000000002",
                "\"span_id\":\"4000000000000002\"",
                "40000000-4000-4000-8000-400000000002",
                "40000000-4000-4002-8abc-400000000002",
                "order 4242424242424241 of 16 digits",
                "1234567890123456",
                "1763891320743123456",
                "20261123020840743 is a time",
                "price 1299.99, total 4000000000.493039",
                "0.4000000000000002",
                "2026-11-23T02:08:40.743123456Z",
                "select u1_0.id,u1_0.name from users u1_0 where u1_0.id=?",
                "password policy of 12 characters",
                "the token bucket is empty",
                "basic authentication failed",
                "bearer token",
                "GET /api/users/{id} 200",
                "mailto:alice@example.com",
                "alice@example.com wrote",
                "https://example.com/@alice?x=a@b",
                "http://127.0.0.1:8000/api/users/1",
                "postgres:15@sha256:4bf92f3577b34da6",
                "keyboard and secretary",
                "Idempotency-Key 4242",
                "/api/products?page=1&size=20",
            })
    void whatIsNoSecretStays(String text) {
        assertThat(Secrets.masked(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http.request.header.authorization, true",
        "password, true",
        "db.credit_card, true",
        "shop.api_key, true",
        "X-Auth-Token, true",
        "http.request.header.cookie, true",
        "user.id, false",
        "url.query, false",
        "session.id, false",
        "code.function.name, false",
        "gen_ai.usage.input_tokens, false",
        "messaging.message.id, false",
    })
    void nameOfAFieldSaysWhetherItsValueIsSecret(String name, boolean isSecret) {
        assertThat(Secrets.isSecret(name)).isEqualTo(isSecret);
    }

    @Test
    void codesOfPlainLettersHideNothing() {
        assertThat(Secrets.masked("/login?%70assword=x&a=%20")).isEqualTo("/login?password=****&a=%20");
        assertThat(Secrets.masked("{\"pass\\u0077ord\":\"x\"}")).isEqualTo("{\"password\":\"****\"}");
        assertThat(Secrets.masked("%34242424242424242")).isEqualTo("****");
    }

    @Test
    void idThatIsNamedAsOneStays() {
        assertThat(Secrets.masked("spanId", "4000000000000002")).isEqualTo("4000000000000002");
        assertThat(Secrets.masked("path", "4000000000000002")).isEqualTo("****");
        assertThat(Secrets.masked("password", "x")).isEqualTo("****");
        assertThat(Secrets.masked("password", null)).isNull();
    }
}
