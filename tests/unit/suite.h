/* The main of every Check program: one suite of one case, spoken as TAP on standard output.
 *
 *     START_TEST(splits_words) { … } END_TEST
 *     SUITE("token", TEST(splits_words), LOOP(splits_lines, lines))
 */
#ifndef COPYDESK_TESTS_UNIT_SUITE_H
#define COPYDESK_TESTS_UNIT_SUITE_H

#include <check.h>
#include <stdlib.h>

#define TEST(function) tcase_add_test(suite_case, function)
#define LOOP(function, table)                                                                      \
    ((void)(table),                                                                                \
     tcase_add_loop_test(suite_case, function, 0, (int)(sizeof(table) / sizeof *(table))))

#define SUITE(name, ...)                                                                           \
    int main(void)                                                                                 \
    {                                                                                              \
        Suite *suite = suite_create(name);                                                         \
        TCase *suite_case = tcase_create(name);                                                    \
        SRunner *runner = srunner_create(suite);                                                   \
        int failed;                                                                                \
                                                                                                   \
        tcase_set_timeout(suite_case, 60);                                                         \
        suite_add_tcase(suite, suite_case);                                                        \
        (void)(__VA_ARGS__);                                                                       \
        srunner_run_all(runner, CK_SILENT);                                                        \
        failed = srunner_ntests_failed(runner);                                                    \
        srunner_free(runner);                                                                      \
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                               \
    }

#endif
